using System.Text;

namespace Tango.Build.Tasks;

/// <summary>The part of a name that is known before MSBuild evaluates it: <c>train-$(Size)</c> becomes <c>train-*</c>.</summary>
internal static class IncludePattern
{
    /// <summary>Creates a pattern from a name as written; null if the name is plain text.</summary>
    public static string? From(string name)
    {
        var pattern = new StringBuilder(name.Length);
        var isPlain = true;
        for (var i = 0; i < name.Length; i++)
        {
            if (IsExpression(name, i))
            {
                pattern.Append('*');
                i = EndOfExpression(name, i + 1);
                isPlain = false;
            }
            else
            {
                pattern.Append(name[i]);
                isPlain &= name[i] is not ('*' or '?');
            }
        }

        return isPlain ? null : pattern.ToString();
    }

    private static bool IsExpression(string name, int index) =>
        name[index] is '$' or '@' or '%' && index + 1 < name.Length && name[index + 1] == '(';

    private static int EndOfExpression(string name, int open)
    {
        var depth = 0;
        for (var i = open; i < name.Length; i++)
        {
            depth += name[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }

        return name.Length;
    }
}
