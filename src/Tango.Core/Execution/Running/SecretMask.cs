using System.Text;
using Tango.Execution.Plans;
using Tango.IO;
using Tango.Parameters;
using Tango.Runs;

namespace Tango.Execution.Running;

/// <summary>Replaces the secrets of a plan's steps in texts that are logged or reported.</summary>
internal sealed class SecretMask
{
    private const string Replacement = "***";

    // Shorter texts are parts of too many others: replaced, they would be known, and paths and messages useless.
    private const int MinLength = 4;

    // How the marks of all limits begin.
    private static readonly string CutMark = TextLimits.Mark(0).Split('0')[0];

    private readonly string[] _secrets;

    private SecretMask(string[] secrets) => _secrets = secrets;

    /// <summary>Replaces nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>The mask for the secrets that steps of a plan use, of which the environment of this process has the values.</summary>
    public static SecretMask For(ExecutionPlan plan)
    {
        // Plain loops: every worker starts with this, and queries are compiled anew in each.
        var variables = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            foreach (var argument in step.Arguments)
                AddSecretsOf(argument.Value, variables);
        }

        if (variables.Count == 0)
            return None;

        var texts = variables.Select(SecretVariable.Read).OfType<string>().SelectMany(Texts);

        // A secret may be a part of another one.
        string[] secrets = [.. texts.Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];
        return secrets.Length == 0 ? None : new(secrets);
    }

    /// <summary>The length of the longest secret in bytes of UTF-8; 0 without secrets.</summary>
    public int LongestInBytes => _secrets.Length == 0 ? 0 : _secrets.Max(Encoding.UTF8.GetByteCount);

    /// <summary>The text without secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Replacement, StringComparison.Ordinal);

        return _secrets.Length > 0 && text.IndexOf(CutMark, StringComparison.Ordinal) is var cut and > 0 ? WithoutPart(text, cut) : text;
    }

    // Of a secret at the place where a line was cut, only the beginning is left.
    private string WithoutPart(string text, int cut)
    {
        foreach (var secret in _secrets)
        {
            for (var length = Math.Min(secret.Length - 1, cut); length > 0; length--)
            {
                if (text.AsSpan(0, cut).EndsWith(secret.AsSpan(0, length)))
                    return string.Concat(text.AsSpan(0, cut - length), Replacement, text.AsSpan(cut));
            }
        }

        return text;
    }

    /// <summary>An observer that receives events without secrets and passes them on.</summary>
    public IRunObserver Wrap(IRunObserver observer) => _secrets.Length == 0 ? observer : new Observer(this, observer);

    private RunEvent Apply(RunEvent runEvent) => runEvent switch
    {
        RunEvent.StepLogged logged => logged with { Text = Apply(logged.Text) },
        RunEvent.StepProgressed { Text: { } text } progressed => progressed with { Text = Apply(text) },
        RunEvent.StepCompleted { Summary: { } summary } completed => completed with { Summary = Apply(summary) },
        RunEvent.StepFailed failed => failed with { Message = Apply(failed.Message) },
        RunEvent.StrayOutput stray => stray with { Text = Apply(stray.Text) },
        _ => runEvent,
    };

    private static void AddSecretsOf(ArgumentValue value, HashSet<string> variables)
    {
        if (value is ArgumentValue.Secret secret)
            variables.Add(secret.Variable);

        if (value is not ArgumentValue.Map map)
            return;

        foreach (var member in map.Members)
            AddSecretsOf(member.Value, variables);
    }

    // What is printed is split into lines, and each of them must be replaced.
    private static IEnumerable<string> Texts(string secret) =>
        secret.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Prepend(secret).Where(text => text.Length >= MinLength);

    private sealed class Observer(SecretMask mask, IRunObserver observer) : IRunObserver
    {
        public void OnEvent(RunEvent runEvent) => observer.OnEvent(mask.Apply(runEvent));
    }
}
