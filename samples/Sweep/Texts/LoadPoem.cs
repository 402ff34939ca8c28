namespace Texts;

[Step(Deterministic = true)]
public sealed class LoadPoem : Step<Poem>
{
    public Poem Run(InputFile path)
    {
        var lines = path.ReadLines().ToList();
        var words = lines
            .SelectMany(line => line.Split([' ', ',', '.', ';', ':', '!', '?'], StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.Trim('\'').ToLowerInvariant());
        return new Poem(lines[0].TrimEnd(',', ';', ':', '?'), [.. words]);
    }
}
