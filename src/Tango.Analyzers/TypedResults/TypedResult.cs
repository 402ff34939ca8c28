using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.TypedResults;

/// <summary>A property of the generated class, or why there is none.</summary>
internal sealed class TypedResult
{
    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
    private static readonly string[] Compressions = [".none", ".gz", ".br", ".zst"];
    private static readonly string[] BuiltInFormats = ["json", "jsonl", "text", "bytes", "file", "directory"];

    private TypedResult(DeclaredResult declared) => Step = declared.Step;

    /// <summary>The name of the step.</summary>
    public string Step { get; }

    /// <summary>Why there is no property, as the end of a sentence; null if there is one.</summary>
    public string? Fault { get; private set; }

    /// <summary>The type of the property in C#.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The path relative to the output directory.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The format as a further argument in C#; empty for the default of the type.</summary>
    public string Format { get; private set; } = "";

    /// <summary>Finds the type of an exported result.</summary>
    /// <param name="path">Where it is beside the program; null if it is elsewhere.</param>
    public static TypedResult Of(DeclaredResult declared, string? path, VisibleSteps steps, Compilation compilation)
    {
        var result = new TypedResult(declared);
        result.Fault = result.Read(declared, path, steps, compilation);
        return result;
    }

    private string? Read(DeclaredResult declared, string? path, VisibleSteps steps, Compilation compilation)
    {
        if (path is null)
            return $"it is exported to '{declared.ExportTo}', which is not beside the program: export it into $(OutDir)";

        Path = path.TrimEnd('/');
        var found = steps.Find(declared.Type);
        if (found.Count == 0 && declared.Type.ToUpperInvariant() is "COMMAND" or "TANGO.COMMAND")
            return ReadCommand(declared);

        if (found.Count == 0)
            return $"the compiler does not see its step type {declared.Type}: refer to the project that has it, without ReferenceOutputAssembly=\"false\"";

        if (found.Count > 1)
            return $"there are several step types {declared.Type}: write the full name of one";

        if (steps.ResultOf(found[0]) is not { } type)
            return $"{declared.Type} has no result";

        if (!compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            return $"its type {type.ToDisplayString()} is not accessible in this project";

        Type = type.ToDisplayString(FullName);
        if (path.EndsWith("/", StringComparison.Ordinal) && type.ToDisplayString() != "Tango.OutputDirectory")
            return "its ExportTo names a folder: write the name of the file too";

        return ReadFormat(WithoutCompression(declared.Format.Length > 0 ? declared.Format : steps.FormatOf(found[0])), compilation);
    }

    private string? ReadCommand(DeclaredResult declared)
    {
        if (declared.HasOutputs)
            return "it is a command with Outputs, whose type the compiler does not know: read the files";

        var isBytes = WithoutCompression(declared.Format) == "bytes";
        Type = isBytes ? "byte[]" : "string";
        Format = isBytes ? ", \"bytes\"" : ", \"text\"";
        return null;
    }

    private string? ReadFormat(string? name, Compilation compilation)
    {
        if (name is null)
            return null;

        var builtIn = BuiltInFormats.Contains(name);
        if (!builtIn && compilation.GetTypeByMetadataName(name) is not { TypeKind: TypeKind.Class } own)
            return $"the compiler does not see its format {name}";

        Format = builtIn ? $", \"{name}\"" : $", new global::{name.Replace('+', '.')}()";
        return null;
    }

    private static string? WithoutCompression(string? format)
    {
        var suffix = Compressions.FirstOrDefault(suffix => format?.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) == true);
        return string.IsNullOrEmpty(format) ? null : format!.Substring(0, format.Length - (suffix?.Length ?? 0));
    }
}
