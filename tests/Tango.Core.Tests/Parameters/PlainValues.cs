using System.Collections.Immutable;
using System.Text.Json;
using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

/// <summary>Reads values where there are no steps and no files to refer to.</summary>
internal sealed class PlainValues : ValueReader
{
    public static Conversion Read(ParameterType type, string text) =>
        new PlainValues().FromText(type, text, text.Contains(';') ? [.. text.Split(';')] : default);

    public static ArgumentValue Value(ParameterType type, string text)
    {
        var conversion = Read(type, text);
        return conversion.Value ?? throw new FormatException(conversion.Problem);
    }

    public static ArgumentValue FromJson(ParameterType type, string json)
    {
        using var document = JsonDocument.Parse(json);
        var conversion = new PlainValues().FromJson(type, document.RootElement);
        return conversion.Value ?? throw new FormatException(conversion.Problem);
    }

    protected override Conversion? ReadReference(ParameterType type, string text, ImmutableArray<string> parts) => null;

    protected override Conversion? ReadStep(ParameterType type, JsonElement json) => null;

    protected override Conversion ReadFiles(ParameterType type, ImmutableArray<string> paths) => Conversion.Fail("There are no files here.");
}
