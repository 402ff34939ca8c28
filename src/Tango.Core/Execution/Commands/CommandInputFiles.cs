using System.Collections;
using System.Text.Json;
using Tango.Formats.Json;

namespace Tango.Execution.Commands;

/// <summary>Passes results of other steps to a command as files: results that are files directly, others written out, uncompressed.</summary>
internal sealed class CommandInputFiles
{
    private readonly string _directory;

    /// <param name="directory">The folder in which results that are not files are written, full path.</param>
    public CommandInputFiles(string directory) => _directory = directory;

    /// <summary>The full path of a file or directory for each result.</summary>
    /// <param name="results">The results by name.</param>
    public async Task<IReadOnlyDictionary<string, string>> PathsOfAsync(IReadOnlyDictionary<string, object?> results, CancellationToken cancellationToken)
    {
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, result) in results)
        {
            paths.Add(name, result switch
            {
                OutputFile file => file.Path,
                InputFile file => file.Path,
                FileInfo file => file.FullName,
                OutputDirectory directory => directory.Path,
                _ => await WriteAsync(name, result, cancellationToken).ConfigureAwait(false),
            });
        }

        return paths;
    }

    private async Task<string> WriteAsync(string name, object? result, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory);
        var place = Path.Combine(_directory, FileNameOf(name));
        switch (result)
        {
            case string text:
                await File.WriteAllTextAsync(place += ".txt", text, cancellationToken).ConfigureAwait(false);
                break;
            case byte[] bytes:
                await File.WriteAllBytesAsync(place += ".bin", bytes, cancellationToken).ConfigureAwait(false);
                break;
            case IEnumerable items when IsStream(items):
                await WriteLinesAsync(place += ".jsonl", items, cancellationToken).ConfigureAwait(false);
                break;
            default:
                var file = File.Create(place += ".json");
                await using (file.ConfigureAwait(false))
                    await JsonSerializer.SerializeAsync(file, result, ResultJson.ContractOf(result?.GetType() ?? typeof(object)), cancellationToken).ConfigureAwait(false);

                break;
        }

        return place;
    }

    // As in the cache: sequences that are read lazily have one value per line; collections are one document.
    private static bool IsStream(IEnumerable items) =>
        items is not (ICollection or IDictionary) && !Array.Exists(items.GetType().GetInterfaces(), IsCollection);

    private static bool IsCollection(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>);

    private static async Task WriteLinesAsync(string path, IEnumerable items, CancellationToken cancellationToken)
    {
        var file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            foreach (var item in items)
            {
                await JsonSerializer.SerializeAsync(file, item, ResultJson.ContractOf(item?.GetType() ?? typeof(object)), cancellationToken).ConfigureAwait(false);
                file.WriteByte((byte)'\n');
            }
        }
    }

    private static string FileNameOf(string name) => string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_'));
}
