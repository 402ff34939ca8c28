using System.Collections.Immutable;
using Tango.Formats;
using Tango.Parameters;

namespace Tango.Steps.Commands;

/// <summary>
/// The built-in step type <c>Command</c>. Defined here, not read from an assembly, so that projects without commands are not slower. The result of a command depends on its
/// outputs, so each declaration has its own step type: a file, a directory, or, without outputs, its standard output as text or bytes.
/// </summary>
internal static class CommandType
{
    private const string Version = "1";

    private static readonly ParameterType Text = new(ParameterKind.Text, new TypeName("System.String"));

    /// <summary>The type of variables with their values.</summary>
    public static readonly ParameterType Variables =
        new(ParameterKind.Map, new TypeName("System.Collections.Generic.IReadOnlyDictionary`2", [Text.Name, Text.Name])) { Element = Text };

    /// <summary>The type of the list of outputs.</summary>
    public static readonly ParameterType Texts = new(ParameterKind.List, new TypeName(TypeName.Array, [Text.Name])) { Element = Text };

    // A command receives the result of any reference as a file; other inputs are paths.
    private static readonly ParameterType Input = new(ParameterKind.InputFiles, new TypeName("System.Object"));

    private static readonly ResultType TextResult = new(Text.Name, [], []);
    private static readonly ResultType BytesResult = new(new TypeName(TypeName.Array, [new TypeName("System.Byte")]), [], []);
    private static readonly ResultType FileResult = Result("Tango.OutputFile", []);

    /// <summary>The type as in catalogs, when the outputs are unknown.</summary>
    public static StepType Undeclared { get; } = Create([], format: null);

    /// <summary>Whether a step type is this one.</summary>
    public static bool Is(StepType type) => type.FullName == CommandNames.FullName && type.AssemblyName == Undeclared.AssemblyName;

    /// <summary>The type of a command.</summary>
    /// <param name="format">The format that it declares; null if there is none.</param>
    public static StepType Create(IReadOnlyList<CommandOutput> outputs, string? format)
    {
        var (code, result) = outputs switch
        {
            [] when IsBytes(format) => ("Tango.Execution.Commands.BytesCommand", BytesResult),
            [] => ("Tango.Execution.Commands.TextCommand", TextResult),
            [{ Kind: CommandOutputKind.File }] => ("Tango.Execution.Commands.FileCommand", FileResult),
            _ => ("Tango.Execution.Commands.DirectoryCommand", Result("Tango.OutputDirectory", Parts(outputs))),
        };
        return new StepType
        {
            ClassName = CommandNames.Type,
            FullName = CommandNames.FullName,
            AssemblyName = typeof(CommandType).Assembly.GetName().Name!,
            DeclaringType = code,
            MethodName = "RunAsync",
            Deterministic = true,
            Version = Version,
            Result = result,
            CodeFingerprint = "",
            ResultFingerprint = "",
            Parameters =
            [
                Parameter(CommandNames.Run, Text, null),
                Parameter(CommandNames.Inputs, new ParameterType(ParameterKind.List, new TypeName(TypeName.Array, [Input.Name])) { Element = Input }, new ArgumentValue.List([])),
                Parameter(CommandNames.Outputs, Texts, new ArgumentValue.List([])),
                Parameter(CommandNames.Environment, Variables, new ArgumentValue.Map([])),
                Parameter(CommandNames.SecretEnvironment, Texts, new ArgumentValue.List([])),
                Parameter(CommandNames.Shell, Text, new ArgumentValue.Scalar("")),
                Parameter(CommandNames.WorkingDirectory, Text, new ArgumentValue.Scalar(".")),
            ],
        };
    }

    private static bool IsBytes(string? format) => format is not null && FormatName.Parse(format).Name == BuiltInFormats.Bytes;

    // Only outputs without wildcards are known before the run.
    private static ImmutableArray<KeyValuePair<string, ResultType>> Parts(IReadOnlyList<CommandOutput> outputs) =>
        outputs.All(output => output.Kind == CommandOutputKind.File)
            ? [.. outputs.Select(output => KeyValuePair.Create(output.Path, FileResult))]
            : [];

    private static ResultType Result(string type, ImmutableArray<KeyValuePair<string, ResultType>> members) =>
        new(new TypeName(type), [], members.IsEmpty ? members : members.Add(KeyValuePair.Create("Path", TextResult)));

    private static StepParameter Parameter(string name, ParameterType type, ArgumentValue? defaultValue) =>
        new(name, type) { ClrName = CommandNames.ClrName(name), Default = defaultValue };
}
