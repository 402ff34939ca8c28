using System.Collections.Immutable;
using System.Security.Cryptography;
using Tango.Graph;
using Tango.Identity;

namespace Tango;

/// <summary>The digest of everything a request asks for: when it is the same and no file has changed, so is the answer.</summary>
internal static class RequestDigest
{
    /// <summary>The SHA-256 of a request, 32 bytes.</summary>
    public static byte[] Of(PipelineRequest request)
    {
        using var writer = new CanonicalWriter();
        writer.WriteText(ToolVersion.Current);
        writer.WriteInteger(StepIdentifier.SchemeVersion);
        writer.WriteText(request.ProjectFile);
        writer.WriteText(request.ProjectDirectory);
        writer.WriteText(request.CacheDirectory);
        writer.WriteInteger((int)request.CodeIdentity);
        writer.WriteInteger(request.CacheOnly ? 1 : 0);
        writer.WriteText(request.Assemblies?.Main ?? "");
        WriteAll(writer, request.Assemblies?.References ?? []);
        WriteAll(writer, request.Assemblies?.DependencyFiles ?? []);
        WriteAll(writer, request.Select);
        WriteAll(writer, request.Force);
        writer.BeginList(request.Declarations.Length);
        foreach (var declaration in request.Declarations)
        {
            Write(writer, declaration);
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        writer.Finish(digest);
        return digest;
    }

    private static void WriteAll(CanonicalWriter writer, ImmutableArray<string> texts)
    {
        writer.BeginList(texts.Length);
        foreach (var text in texts)
        {
            writer.WriteText(text);
        }
    }

    // MSBuild gives metadata in the order of its hash table, which is another one in every process.
    private static void Write(CanonicalWriter writer, StepDeclaration declaration)
    {
        var values = new DeclaredValue[declaration.Values.Length];
        declaration.Values.CopyTo(values);
        Array.Sort(values, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        writer.WriteText(declaration.Name);
        writer.WriteText(declaration.File);
        writer.BeginMap(values.Length);
        foreach (var value in values)
        {
            writer.WriteText(value.Name);
            Write(writer, value);
        }
    }

    private static void Write(CanonicalWriter writer, DeclaredValue value)
    {
        switch (value)
        {
            case DeclaredValue.Text { Parts.IsDefault: true } text: writer.WriteText(text.Value); break;
            case DeclaredValue.Text text:
                // The parts leave out white space that a parameter of text takes as it is; the text does not tell which separators were escaped.
                writer.WriteText(text.Value);
                WriteAll(writer, text.Parts);
                break;
            case DeclaredValue.Json json: writer.WriteText(json.Value.GetRawText()); break;
            default: throw new InvalidOperationException("A request holds no objects of the running program.");
        }
    }
}
