using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Diagnostics;
using Tango.Parameters;

namespace Tango.Graph;

/// <summary>One named value of a declaration, as written: text from a project file, JSON from a graph file, or an object from code.</summary>
/// <param name="Name">The name as written.</param>
internal abstract record DeclaredValue(string Name)
{
    /// <summary>A short form of the value, on one line, for messages.</summary>
    public abstract string Short { get; }

    private static string Cut(string text) => SingleLine.From(text.Length <= 80 ? text : text[..79] + "…");

    /// <summary>Text from a project file.</summary>
    /// <param name="Name">The name as written.</param>
    /// <param name="Parts">The text split at its separators (<c>;</c>, if not escaped), or default if there are none.</param>
    public sealed record Text(string Name, string Value, ImmutableArray<string> Parts = default) : DeclaredValue(Name)
    {
        /// <inheritdoc/>
        public override string Short => Cut(Value);
    }

    /// <summary>A JSON value.</summary>
    /// <param name="Name">The name as written.</param>
    public sealed record Json(string Name, JsonElement Value) : DeclaredValue(Name)
    {
        /// <inheritdoc/>
        public override string Short => Cut(Value.GetRawText());
    }

    /// <summary>An object of the running program, which may be a step.</summary>
    /// <param name="Name">The name as written.</param>
    public sealed record InMemory(string Name, object? Value) : DeclaredValue(Name)
    {
        /// <inheritdoc/>
        public override string Short => Cut(Value is JsonNode node ? ArgumentJson.ToElement(node)?.GetRawText() ?? "{…}" : Value?.ToString() ?? "null");
    }
}
