using System.Collections.Immutable;

namespace Tango.Graph.Binding;

/// <summary>Parses the text after <c>ref:</c>. Step names may contain dots, so the longest prefix that names a step is the name, and the rest is the path into its result.</summary>
internal static class ReferenceParser
{
    /// <summary>The step and path; null if no prefix names a step.</summary>
    public static ParsedReference? Parse(string text, Func<string, bool> isStep)
    {
        for (var end = text.Length; end > 0; end = text.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            var name = text[..end];
            if (isStep(name))
            {
                var path = ImmutableArray.CreateBuilder<string>();
                var problem = ParsePath(text.AsSpan(end), path);
                return new ParsedReference(name, path.DrainToImmutable(), problem);
            }
        }

        return null;
    }

    private static string? ParsePath(ReadOnlySpan<char> rest, ImmutableArray<string>.Builder path)
    {
        while (!rest.IsEmpty)
        {
            int end;
            if (rest[0] == '[')
            {
                end = rest.IndexOf(']');
                if (end < 0)
                    return "a ']' is missing.";

                path.Add(rest[1..end].Trim().ToString());
                rest = rest[(end + 1)..];
                continue;
            }

            if (rest[0] != '.')
                return $"'.' or '[' is expected before '{rest}'.";

            rest = rest[1..];
            end = rest.IndexOfAny('.', '[');
            end = end < 0 ? rest.Length : end;
            if (end == 0)
                return "a name is missing after '.'.";

            path.Add(rest[..end].ToString());
            rest = rest[end..];
        }

        return null;
    }
}
