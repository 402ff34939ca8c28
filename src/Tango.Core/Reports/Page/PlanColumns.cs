using System.Collections.Immutable;
using System.Text.Json;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Planning;

namespace Tango.Reports.Page;

/// <summary>Writes what the next build would do with each step.</summary>
internal sealed class PlanColumns
{
    private const int LongestValue = 300;

    private readonly Utf8JsonWriter _json;
    private readonly JsonColumns _columns;
    private readonly TextTable _texts;

    public PlanColumns(Utf8JsonWriter json, TextTable texts)
    {
        _json = json;
        _columns = new JsonColumns(json);
        _texts = texts;
    }

    /// <summary>Writes the columns of the steps of a plan.</summary>
    public void Write(ImmutableArray<PlannedStep> steps, Func<string, bool> hasEntry)
    {
        _json.WriteStartObject("next");
        _json.WriteString("action", string.Concat(steps.Select(step => LetterOf(step.Action))));
        _columns.Dense("id", steps, step => _columns.Line(WithoutType(step)));
        _columns.Dense("why", steps, step => _json.WriteNumberValue(_texts.Add(step.ReasonText)));
        _columns.Dense("format", steps, step => _json.WriteNumberValue(_texts.Add(step.Identity.Format.ToString())));
        _columns.Dense("version", steps, step => _json.WriteNumberValue(_texts.Add(step.Node.Type.Version)));
        _json.WriteString("entry", string.Concat(steps.Select(step => hasEntry(step.Identity.UniqueId) ? '1' : '0')));
        _columns.Dense("cost", steps, step => _columns.Seconds(Found(step)?.Cost ?? TimeSpan.Zero));
        _columns.Dense("size", steps, step => _json.WriteNumberValue(Found(step)?.Size ?? 0));
        _columns.Texts("summary", steps, step => Found(step)?.Summary);
        _columns.Texts("sameAs", steps, step => step.SameAs?.Name);
        _columns.Texts("exportTo", steps, step => step.Node.Export.To);
        _columns.Dense("arguments", steps, WriteArguments);
        _json.WriteEndObject();
    }

    // Names are the type's, and many values are equal: all are numbers of texts, the names first. Those of left out arguments are negative.
    private void WriteArguments(PlannedStep step)
    {
        _json.WriteStartArray();
        _json.WriteNumberValue(_texts.Add(string.Join(' ', step.Node.Arguments.Select(argument => argument.Parameter.Name))));
        foreach (var argument in step.Node.Arguments)
        {
            var value = _texts.Add(argument.Value.Shortened(LongestValue));
            _json.WriteNumberValue(argument.IsDefault ? -value - 1 : value);
        }

        _json.WriteEndArray();
    }

    // Ids begin with the class and the version, which rows have: a mark stands for them.
    private static string WithoutType(PlannedStep step)
    {
        var (id, type) = (step.Identity.UniqueId, step.Node.Type);
        var start = type.Version is { } version ? $"{type.ClassName}-{version}-" : $"{type.ClassName}-";
        var name = type.FullName[(type.FullName.LastIndexOfAny(['.', '+']) + 1)..];
        return name == type.ClassName && id.StartsWith(start, StringComparison.Ordinal) ? "~" + id[start.Length..] : id;
    }

    private static EntryLook? Found(PlannedStep step) => step is { Action: PlannedAction.Cached, Entry.State: CacheReadState.Found } ? step.Entry : null;

    private static char LetterOf(PlannedAction action) => action switch
    {
        PlannedAction.Run => 'r',
        PlannedAction.Cached => 'c',
        PlannedAction.Blocked => 'b',
        _ => 'n',
    };
}
