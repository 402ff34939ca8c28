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
        // The name of a project comes before that of a folder or a configuration.
        var exact = steps.Where(step => text.Equals($"{read(step).Pipeline.Name}/{read(step).Name}", StringComparison.OrdinalIgnoreCase)).ToList();
        var meant = exact.Count > 0 ? exact : steps;
        var pipelines = meant.Select(step => read(step).Pipeline).Distinct().ToList();
        if (pipelines.Count < 2 || (read(meant[0]).UniqueId.Length > 0 && meant.All(step => read(step).UniqueId == read(meant[0]).UniqueId)))
            return meant;

        var names = meant.Select(step => $"{read(step).Pipeline.NameAmong(pipelines)}/{read(step).Name}").Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
        throw new CliException($"Several steps are called '{text}'. Write which one:\n  {string.Join("\n  ", names)}");
    }
}
