using System.Collections.Immutable;
using System.Text.Json;
using Tango.Identity;
using Tango.IO;

namespace Tango.Cli;

/// <summary>The plans of the projects of a build, which <c>TangoPlan</c> wrote.</summary>
internal sealed class PlannedBuild
{
    private PlannedBuild(IReadOnlyList<PlannedStep> steps) => Steps = steps;

    /// <summary>The steps of all projects.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>Plans what is in the current folder.</summary>
    /// <param name="arguments">Additional arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">The plan has errors; the message is what <c>dotnet build</c> printed.</exception>
    public static async Task<PlannedBuild> MakeAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("tango-plan-").FullName;
        try
        {
            var build = new DotNetCommand(context) { Environment = { ["TangoPlanDirectory"] = directory } };
            var lines = new List<string>();
            var code = await build.BuildAsync(["-t:TangoPlan", .. arguments], lines.Add, cancellationToken).ConfigureAwait(false);
            return code == 0
                ? new([.. Directory.GetFiles(directory, "*.json").SelectMany(Read)])
                : throw new CliException($"There is no plan, because of errors:\n{string.Join('\n', lines.Where(BuildLine.IsProblem).Distinct())}", ExitCode.Failure);
        }
        finally
        {
            FileChange.DeleteFolder(directory);
        }
    }

    /// <summary>Finds a step.</summary>
    /// <param name="name">Its name, or <c>PROJECT/STEP</c>.</param>
    /// <returns>Null if there is none.</returns>
    public PlannedStep? Find(string name) => Steps.FirstOrDefault(step =>
        step.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || $"{Path.GetFileNameWithoutExtension(step.Project)}/{step.Name}".Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The steps of the same project that need a step, directly or through others.</summary>
    public IReadOnlyList<PlannedStep> After(PlannedStep step)
    {
        var reached = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { step.Name };
        var after = new List<PlannedStep>();

        // Each stands after those it needs.
        foreach (var other in Steps.Where(other => other.Project == step.Project && other.Needs.Any(reached.Contains)))
        {
            reached.Add(other.Name);
            after.Add(other);
        }

        return after;
    }

    private static IEnumerable<PlannedStep> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var project = document.RootElement.GetProperty("project").GetString()!;
        return [.. document.RootElement.GetProperty("steps").EnumerateArray().Select(step => new PlannedStep(
            project,
            step.GetProperty("name").GetString()!,
            step.GetProperty("uniqueId").GetString()!,
            step.GetProperty("action").GetString()!,
            step.GetProperty("reason").GetString()!,
            [.. step.GetProperty("needs").EnumerateArray().Select(name => name.GetString()!)],
            IdentityJson.Read(step),
            step.TryGetProperty("file", out var file) ? file.GetString() : null))];
    }

    /// <summary>The plan for one step.</summary>
    /// <param name="Project">The full path of the project's file.</param>
    /// <param name="Action">As <c>TangoPlan</c> prints it: <c>run</c>, <c>cached</c>, …</param>
    /// <param name="File">The file that declares it; null if that is not known.</param>
    internal sealed record PlannedStep(
        string Project, string Name, string UniqueId, string Action, string Reason, ImmutableArray<string> Needs, ImmutableArray<IdentityEntry> Identity, string? File);
}
