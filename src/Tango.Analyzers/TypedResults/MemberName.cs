using System.Text;

namespace Tango.Analyzers.TypedResults;

/// <summary>Names in C# for what need not have one.</summary>
internal static class MemberName
{
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        TypedResultsSource.ClassName, "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize",
    };

    /// <summary>The property of a step: <c>train-model</c> is <c>TrainModel</c>, <c>2nd</c> is <c>_2nd</c>.</summary>
    public static string Of(string step)
    {
        var name = new StringBuilder();
        var isStart = true;
        foreach (var character in step)
        {
            if (char.IsLetterOrDigit(character) || character == '_')
                name.Append(isStart ? char.ToUpperInvariant(character) : character);

            isStart = !char.IsLetterOrDigit(character);
        }

        if (name.Length == 0 || char.IsDigit(name[0]))
            name.Insert(0, '_');

        return Taken.Contains(name.ToString()) ? name.Append('_').ToString() : name.ToString();
    }

    /// <summary>A namespace of a project's <c>RootNamespace</c>, which may be a file name: <c>my-app.v2</c> is <c>my_app.v2</c>.</summary>
    public static string Namespace(string root) => string.Join(".", root.Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(Part));

    private static string Part(string part)
    {
        var name = string.Concat(part.Select(character => char.IsLetterOrDigit(character) ? character : '_'));
        return char.IsDigit(name[0]) ? "_" + name : "@" + name;
    }
}
