using System.Collections.Immutable;
using System.Globalization;
using Tango.Diagnostics;
using Tango.Graph.Exports;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>Reads the settings of a declaration and reports those that are not valid.</summary>
internal static class SettingsReader
{
    private const NumberStyles Whole = NumberStyles.None;
    private const string Local = "local";

    public static void Read(StepDraft draft, List<Diagnostic> diagnostics)
    {
        var reader = new Reader(draft, diagnostics);
        draft.Options = new StepOptions
        {
            CacheResults = reader.Flag(SettingNames.CacheResults),
            Format = reader.Text(SettingNames.Format),
            OnlyIfNeeded = reader.Flag(SettingNames.OnlyIfNeeded),
            Cpus = reader.Count(SettingNames.Cpus, least: 1),
            Memory = reader.Bytes(SettingNames.Memory),
            Gpus = reader.Count(SettingNames.Gpus, least: 0),
            Timeout = reader.Duration(SettingNames.Timeout),
            Retries = reader.Count(SettingNames.Retries, least: 0),
            Executor = reader.Executor(),
            SlurmOptions = reader.List(SettingNames.SlurmOptions),
        };
        draft.Export = new ExportSettings
        {
            To = reader.Path(SettingNames.ExportTo),
            Item = reader.Text(SettingNames.ExportItem),
            Mode = reader.ExportMode() ?? default,
        };
        draft.DependsOn = reader.List(SettingNames.DependsOn);
    }

    private readonly struct Reader(StepDraft draft, List<Diagnostic> diagnostics)
    {
        public string? Text(string name) => draft.Declaration.Find(name) switch
        {
            DeclaredValue.Text { Value.Length: > 0 } text => text.Value,
            DeclaredValue.Json { Value.ValueKind: not System.Text.Json.JsonValueKind.Null } json => json.Value.ToString(),
            DeclaredValue.InMemory { Value: { } value } => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => null,
        };

        public bool? Flag(string name)
        {
            if (Text(name) is not { } text)
                return null;

            return bool.TryParse(text.Trim(), out var value) ? value : Invalid<bool>(name, text, "write true or false");
        }

        public int? Count(string name, int least)
        {
            if (Text(name) is not { } text)
                return null;

            return int.TryParse(text.Trim(), Whole, CultureInfo.InvariantCulture, out var value) && value >= least
                ? value
                : Invalid<int>(name, text, $"write a whole number of at least {least}");
        }

        public TimeSpan? Duration(string name)
        {
            if (Text(name) is not { } text)
                return null;

            // A number alone would mean days, which is never intended.
            return text.Contains(':') && TimeSpan.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero
                ? value
                : Invalid<TimeSpan>(name, text, "write a time like 00:10:00");
        }

        public long? Bytes(string name)
        {
            if (Text(name) is not { } text)
                return null;

            return MemorySize.TryParse(text.Trim(), out var value)
                ? value
                : Invalid<long>(name, text, "write a size like 512MB or 2GB");
        }

        public string? Executor()
        {
            if (Text(SettingNames.Executor) is not { } text)
                return null;

            if (!text.Trim().Equals(Local, StringComparison.OrdinalIgnoreCase))
                Report(SettingNames.Executor, text, "write local, or leave it out to run the step where TangoExecutor says");

            return Local;
        }

        public ExportMode? ExportMode()
        {
            if (Text(SettingNames.ExportMode) is not { } text)
                return null;

            return text.Trim().ToLowerInvariant() switch
            {
                "protect" => Exports.ExportMode.Protect,
                "replace" => Exports.ExportMode.Replace,
                _ => Invalid<ExportMode>(SettingNames.ExportMode, text, "write Protect or Replace"),
            };
        }

        public ImmutableArray<string> List(string name)
        {
            if (draft.Declaration.Find(name) is DeclaredValue.Text { Parts.IsDefault: false } text)
                return [.. text.Parts.Select(part => part.Trim()).Where(part => part.Length > 0)];

            if (draft.Declaration.Find(name) is DeclaredValue.Json { Value.ValueKind: System.Text.Json.JsonValueKind.Array } json)
                return [.. json.Value.EnumerateArray().Select(item => item.ToString())];

            return Text(name) is { } single ? [single.Trim()] : [];
        }

        public string? Path(string name)
        {
            if (Text(name) is not { } text || !text.Contains('\0', StringComparison.Ordinal))
                return Text(name);

            Report(name, text, "it contains the character NUL, which no path can");
            return null;
        }

        private T? Invalid<T>(string name, string text, string expected)
            where T : struct
        {
            Report(name, text, expected);
            return null;
        }

        private void Report(string name, string text, string expected) =>
            diagnostics.Add(Descriptors.InvalidSetting.Create(draft.SubjectOf(name), name, text, expected));
    }
}
