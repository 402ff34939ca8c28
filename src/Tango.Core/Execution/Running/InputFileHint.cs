using Tango.Execution.Plans;
using Tango.Parameters;

namespace Tango.Execution.Running;

/// <summary>
/// Finds a common mistake: a step has the path of a file as a text, and does not find the file. Relative paths of a step do not start in the project's folder, and the content of the
/// file would not be in the id either.
/// </summary>
internal static class InputFileHint
{
    private const int MaxDepth = 100;

    /// <summary>A sentence, with a blank before it, for a step that did not find a file of the project; empty for all other failures.</summary>
    /// <param name="message">The text of the exception.</param>
    /// <param name="projectDirectory">The folder of the project; null in code, where paths start in the current directory.</param>
    public static string For(ExecutionStep step, Exception exception, string message, string? projectDirectory)
    {
        if (projectDirectory is null || !IsNotFound(exception))
            return "";

        foreach (var (name, value) in step.Arguments)
        {
            foreach (var path in TextsIn(value))
            {
                if (Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } last && message.Contains(last, StringComparison.Ordinal) && WayOut(path, projectDirectory) is { } wayOut)
                    return $" '{path}' in '{name}' is only a text for this step, and its relative paths do not start in the project's folder: {wayOut}.";
            }
        }

        return "";
    }

    private static string? WayOut(string path, string projectDirectory)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;

        var full = Path.GetFullPath(path, projectDirectory);
        return File.Exists(full) ? "declare the parameter as InputFile instead of string, so that the step gets the full path, and the content of the file is in its id"
            : Directory.Exists(full) ? "declare the parameter as InputFiles instead of string, with a pattern such as 'FOLDER/**', so that the step gets the full paths, and the content of the files is in its id"
            : null;
    }

    private static bool IsNotFound(Exception? exception)
    {
        for (var depth = 0; exception is not null && depth < MaxDepth; depth++)
        {
            if (exception is FileNotFoundException or DirectoryNotFoundException)
                return true;

            exception = exception.InnerException;
        }

        return false;
    }

    private static IEnumerable<string> TextsIn(ArgumentValue value) => value switch
    {
        ArgumentValue.Scalar { Value: string text } => [text],
        ArgumentValue.List list => list.Items.SelectMany(TextsIn),
        _ => [],
    };
}
