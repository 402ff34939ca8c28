using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;

namespace Tango.Cli.Output;

/// <summary>Shows the head of a result, whatever its format.</summary>
/// <param name="head">How many rows or lines; 0: all.</param>
internal sealed class ResultView(IAnsiConsole console, TextWriter plain, int head)
{
    // A longer document is no reading matter; only its beginning is read.
    private const int MostBytes = 16 * 1024 * 1024;
    private const int BytesOfHex = 256;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public void Write(StoredResult result)
    {
        if (result.Metadata.IsNull)
            plain.WriteLine("null");
        else if (result.Format.Name == BuiltInFormats.Json)
            WriteJson(result);
        else if (result.Format.Name == BuiltInFormats.JsonLines)
            WriteJsonLines(result);
        else if (result.Format.Name == BuiltInFormats.Text)
            WriteLines(result);
        else if (result.Format.Name == BuiltInFormats.Bytes)
            WriteHex(result);
        else
            WriteFiles(result);
    }

    private void WriteJson(StoredResult result)
    {
        using var stream = result.OpenRead();
        var bytes = ReadAtMost(stream, MostBytes, out var isWhole);
        if (!isWhole)
        {
            WriteLines(Encoding.UTF8.GetString(bytes).Split('\n'), isWhole: false);
            return;
        }

        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 512 });
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array && JsonTable.TryCreate([.. Take(root.EnumerateArray())]) is { } table)
        {
            console.Write(table);
            WriteRest(root.GetArrayLength(), "rows");
            return;
        }

        WriteLines(JsonSerializer.Serialize(root, Readable).Split('\n'), isWhole: true);
    }

    private void WriteJsonLines(StoredResult result)
    {
        using var reader = new StreamReader(result.OpenRead());
        var rows = new List<JsonElement>();
        var more = false;
        while (reader.ReadLine() is { } line)
        {
            if (head > 0 && rows.Count == head)
            {
                more = true;
                break;
            }

            rows.Add(JsonElement.Parse(line, new JsonDocumentOptions { MaxDepth = 512 }));
        }

        if (JsonTable.TryCreate(rows) is { } table)
            console.Write(table);
        else
            rows.ForEach(row => plain.WriteLine(PrintableText.Line(row.ToString())));

        if (more)
            WriteMark("more rows");
    }

    private void WriteLines(StoredResult result)
    {
        using var stream = result.OpenRead();
        var bytes = ReadAtMost(stream, MostBytes, out var isWhole);
        WriteLines(Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n'), isWhole);
    }

    private void WriteLines(string[] lines, bool isWhole)
    {
        foreach (var line in Take(lines))
            plain.WriteLine(PrintableText.Line(line.TrimEnd('\r')));

        if (isWhole)
            WriteRest(lines.Length, "lines");
        else
            WriteMark("the result is too large to be shown whole");
    }

    private void WriteHex(StoredResult result)
    {
        using var stream = result.OpenRead();
        var bytes = ReadAtMost(stream, BytesOfHex, out var isWhole);
        for (var start = 0; start < bytes.Length; start += 16)
        {
            var row = bytes.AsSpan(start, Math.Min(16, bytes.Length - start));
            plain.WriteLine($"{start:x6}  {Convert.ToHexStringLower(row),-32}  {Ascii(row)}");
        }

        if (!isWhole)
            WriteMark("more bytes");
    }

    private static string Ascii(ReadOnlySpan<byte> row)
    {
        var text = new StringBuilder(row.Length);
        foreach (var value in row)
            text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');

        return text.ToString();
    }

    private void WriteFiles(StoredResult result)
    {
        var table = new TextTable(">size", "file");
        foreach (var file in Take(result.Metadata.Files))
            table.AddRow(new TextCell(file.IsFile ? SizeText.Format(file.Size) : ""), new TextCell(file.Name + (file.LinkTarget is { } target ? $" -> {target}" : "")));

        console.Write(table);
        WriteRest(result.Metadata.Files.Length, "files");
    }

    private IEnumerable<T> Take<T>(IEnumerable<T> items) => head > 0 ? items.Take(head) : items;

    private void WriteRest(int count, string what)
    {
        if (head > 0 && count > head)
            WriteMark($"{Texts.Count(count - head)} more {what}; --head 0 shows all");
    }

    private void WriteMark(string text) => console.WriteLine($"… ({text})", "dim");

    private static byte[] ReadAtMost(Stream stream, int most, out bool isWhole)
    {
        var buffer = new MemoryStream();
        var block = new byte[64 * 1024];
        int read;
        while (buffer.Length <= most && (read = stream.Read(block)) > 0)
            buffer.Write(block, 0, read);

        isWhole = buffer.Length <= most;
        return buffer.ToArray()[..(int)Math.Min(buffer.Length, most)];
    }
}
