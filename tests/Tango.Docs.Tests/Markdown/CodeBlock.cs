namespace Tango.Docs.Tests.Markdown;

/// <summary>A fenced block: <c>```csharp Steps.cs</c> has the language <c>csharp</c> and the argument <c>Steps.cs</c>.</summary>
/// <param name="Language">The first word behind the fence; empty when there is none.</param>
/// <param name="Argument">The rest of that line: a file's name, or <see cref="Fragment"/>; empty when there is none.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
internal sealed record CodeBlock(string Language, string Argument, string Text, int Line)
{
    /// <summary>The argument of a block that shows a part of something and cannot stand alone.</summary>
    public const string Fragment = "fragment";

    public bool IsFragment => Argument == Fragment;

    /// <summary>The name of the file that the block is; null when it is none.</summary>
    public string? File => Argument.Length == 0 || IsFragment ? null : Argument;

    public override string ToString() => $"line {Line}";
}
