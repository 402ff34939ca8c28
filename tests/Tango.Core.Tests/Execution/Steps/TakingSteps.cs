namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Takes a stored file, may do something to it, and reads it when it may go on.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TakesFile : Step<string>
{
    public async Task<string> RunAsync(InputFile file, CancellationToken cancellationToken, string act = "", string gate = "", string fail = "", int salt = 0)
    {
        Act(file.Path, act);
        if (gate.Length > 0)
            await Gate.Find(gate).PassAsync(cancellationToken);

        return fail.Length == 0 ? file.ReadAllText() + salt : throw new InvalidOperationException(fail);
    }

    private static void Act(string path, string act)
    {
        switch (act)
        {
            case "append":
                Allow(path);
                File.AppendAllText(path, "more");
                break;
            case "delete":
                File.Delete(path);
                break;
        }
    }

    private static void Allow(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserWrite);
    }
}
