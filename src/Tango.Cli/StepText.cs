namespace Tango.Cli;

/// <summary>
/// What people write for a step: its name, or before it parts of the path that tell its pipeline from others, as <c>App/model</c>, <c>src/App/model</c> or <c>App/net10.0/model</c>. Case is ignored, as in
/// projects.
/// </summary>
internal static class StepText
{
    /// <summary>Whether a text means a step.</summary>
    /// <param name="name">Its name.</param>
    public static bool Means(string text, Pipeline pipeline, string name) =>
        text.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (text.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase) && pipeline.Matches(text[..^(name.Length + 1)]));

    /// <summary>The steps that a text means, which may be several only if all have the same result, so that it makes no difference.</summary>
    /// <param name="steps">Steps that it may mean.</param>
    /// <param name="read">Of each its pipeline, its name, and the id of its result.</param>
    /// <exception cref="CliException">It means several: which.</exception>
    public static IReadOnlyList<T> Choose<T>(string text, IReadOnlyList<T> steps, Func<T, (Pipeline Pipeline, string Name, string UniqueId)> read)
    {
        var meant = Narrow(text, steps, read);
        var pipelines = meant.Select(step => read(step).Pipeline).Distinct().ToList();
        if (pipelines.Count < 2 || (read(meant[0]).UniqueId.Length > 0 && meant.All(step => read(step).UniqueId == read(meant[0]).UniqueId)))
            return meant;

        var names = meant.Select(step => NameOf(step, meant, read)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
        throw new CliException($"Several steps are called '{text}'. Write which one:\n  {string.Join("\n  ", names)}");
    }

    /// <summary>A text that means a step and none of other pipelines: as short as possible, and the whole path of its project only where nothing shorter does.</summary>
    /// <param name="steps">Those that it must be told from; it is among them.</param>
    /// <param name="read">Of each its pipeline, its name, and the id of its result.</param>
    public static string NameOf<T>(T step, IReadOnlyList<T> steps, Func<T, (Pipeline Pipeline, string Name, string UniqueId)> read)
    {
        var (pipeline, name, _) = read(step);
        var pipelines = steps.Select(other => read(other).Pipeline).Distinct().ToList();
        string[] texts = [.. new[] { pipeline.NameAmong(pipelines), pipeline.Project, pipeline.StateDirectory }.Where(text => text.Length > 0).Select(text => $"{text}/{name}")];
        return texts.FirstOrDefault(text => Narrow(text, [.. steps.Where(other => Means(text, read(other).Pipeline, read(other).Name))], read).All(other => read(other).Pipeline == pipeline)) ?? texts[0];
    }

    // The name of a project comes before that of a folder or a configuration.
    private static IReadOnlyList<T> Narrow<T>(string text, IReadOnlyList<T> steps, Func<T, (Pipeline Pipeline, string Name, string UniqueId)> read)
    {
        var exact = steps.Where(step => text.Equals($"{read(step).Pipeline.Name}/{read(step).Name}", StringComparison.OrdinalIgnoreCase)).ToList();
        return exact.Count > 0 ? exact : steps;
    }
}
