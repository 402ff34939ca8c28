using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <summary>
/// The table of diagnostics. 00xx: a declaration in a project; 01xx: a step type in C#; 02xx: running; 03xx: the cache;
/// 04xx: the build around it; 05xx: commands; 06xx: seeing what happens. A code is never reused.
/// </summary>
internal static class Descriptors
{
    /// <summary><c>{0}</c> type as written, <c>{1}</c> suggestion.</summary>
    public static DiagnosticDescriptor UnknownStepType { get; } = new(
        "TANGO0001", Error, "Unknown step type",
        "There is no step type '{0}'. {1}");

    /// <summary><c>{0}</c> argument as written, <c>{1}</c> step type, <c>{2}</c> suggestion.</summary>
    public static DiagnosticDescriptor UnknownArgument { get; } = new(
        "TANGO0002", Error, "Unknown argument",
        "'{0}' is not a parameter of {1}. {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> parameter, <c>{2}</c> its type, <c>{3}</c> step type.</summary>
    public static DiagnosticDescriptor MissingArgument { get; } = new(
        "TANGO0003", Error, "Missing argument",
        "Step '{0}' does not give '{1}' ({2}), and {3} has no default for it. Add {1}=\"…\" to the item.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> value, <c>{2}</c> type, <c>{3}</c> why or an example.</summary>
    public static DiagnosticDescriptor ValueDoesNotConvert { get; } = new(
        "TANGO0004", Error, "Value does not convert",
        "{0}=\"{1}\" is not a value of type {2}. {3}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> name referred to, <c>{3}</c> suggestion.</summary>
    public static DiagnosticDescriptor MissingReference { get; } = new(
        "TANGO0005", Error, "Missing reference",
        "Step '{0}' refers in {1} to '{2}', but there is no such step. {3}");

    /// <summary><c>{0}</c> the path, <c>a → b → a</c>.</summary>
    public static DiagnosticDescriptor CircularDependency { get; } = new(
        "TANGO0006", Error, "Circular dependency",
        "circular dependency: {0}. Remove one of these references.");

    /// <summary><c>{0}</c> name, <c>{1}</c> where it was declared first.</summary>
    public static DiagnosticDescriptor DuplicateStepName { get; } = new(
        "TANGO0007", Error, "Duplicate step name",
        "Step '{0}' is declared more than once{1}. Names are unique in a project, without regard to case: rename one of them.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> path as written, <c>{2}</c> full path looked for.</summary>
    public static DiagnosticDescriptor MissingInputFile { get; } = new(
        "TANGO0008", Error, "Missing input file",
        "{0}=\"{1}\": there is no file '{2}'. Paths are relative to the project's folder.");

    /// <summary><c>{0}</c> step.</summary>
    public static DiagnosticDescriptor MissingStepType { get; } = new(
        "TANGO0009", Error, "Step without a type",
        "Step '{0}' has no Type. Add Type=\"…\": the class name, full name or registered name of a step.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor CannotCache { get; } = new(
        "TANGO0010", Error, "Step cannot be cached",
        "Step '{0}' asks for CacheResults=\"true\", but {1}. Remove CacheResults, or change the step's [Step] attribute.");

    /// <summary><c>{0}</c> step, <c>{1}</c> parameter, <c>{2}</c> parameter type, <c>{3}</c> source, <c>{4}</c> its type.</summary>
    public static DiagnosticDescriptor ReferenceTypeMismatch { get; } = new(
        "TANGO0011", Error, "Reference of the wrong type",
        "Step '{0}' takes {2} for '{1}', but {3} gives {4}. Refer to another step or to a part of this one.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> reference as written, <c>{2}</c> what is wrong, with its full stop.</summary>
    public static DiagnosticDescriptor InvalidReference { get; } = new(
        "TANGO0012", Error, "Invalid reference",
        "{0}=\"{1}\": {2} A reference is ref:NAME, ref:NAME.Property, ref:NAME[0] or ref:NAME[key].");

    /// <summary><c>{0}</c> setting, <c>{1}</c> value, <c>{2}</c> what it may be.</summary>
    public static DiagnosticDescriptor InvalidSetting { get; } = new(
        "TANGO0013", Error, "Invalid setting",
        "{0}=\"{1}\" is not valid: {2}.");

    /// <summary><c>{0}</c> format as written, <c>{1}</c> suggestion.</summary>
    public static DiagnosticDescriptor UnknownFormat { get; } = new(
        "TANGO0014", Error, "Unknown format",
        "There is no format '{0}'. {1}");

    /// <summary><c>{0}</c> name as written, <c>{1}</c> the candidates.</summary>
    public static DiagnosticDescriptor AmbiguousStepType { get; } = new(
        "TANGO0015", Error, "Ambiguous step type",
        "'{0}' could be {1}. Write the full name.");

    /// <summary><c>{0}</c> property, <c>{1}</c> pattern, <c>{2}</c> suggestion.</summary>
    public static DiagnosticDescriptor NoStepMatches { get; } = new(
        "TANGO0016", Error, "Pattern matches no step",
        "{0}: '{1}' matches no step. {2}");

    /// <summary><c>{0}</c> name, <c>{1}</c> what is wrong with it.</summary>
    public static DiagnosticDescriptor InvalidStepName { get; } = new(
        "TANGO0017", Error, "Invalid step name",
        "'{0}' cannot be a step's name: {1}. Use letters, digits, '_', '-' and '.'.");

    /// <summary><c>{0}</c> override as written, <c>{1}</c> what is wrong with it and the way out.</summary>
    public static DiagnosticDescriptor InvalidOverride { get; } = new(
        "TANGO0018", Error, "Override that matches nothing",
        "TangoSet: '{0}' overrides nothing: {1}");

    /// <summary><c>{0}</c> file, <c>{1}</c> what is wrong with it.</summary>
    public static DiagnosticDescriptor InvalidGraphFile { get; } = new(
        "TANGO0019", Error, "Invalid graph file",
        "'{0}' declares no steps: {1}. Write a JSON object with one member a step: its name, and an object that holds its type and arguments.");

    /// <summary><c>{0}</c> full path, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor UnreadableInputFile { get; } = new(
        "TANGO0020", Error, "Input file cannot be read",
        "The input file '{0}' cannot be read: {1} Build again when it can.");

    /// <summary><c>{0}</c> step type, <c>{1}</c> what was found.</summary>
    public static DiagnosticDescriptor InvalidRunMethod { get; } = new(
        "TANGO0101", Error, "Step without a single Run method",
        "{0} must have exactly one public Run or RunAsync method, but {1}.");

    /// <summary><c>{0}</c> parameter, <c>{1}</c> step type, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor ReservedParameterName { get; } = new(
        "TANGO0102", Error, "Reserved parameter name",
        "Parameter '{0}' of {1} cannot be given in a project file: {2}. Rename it, or add [Parameter(\"name\")].");

    /// <summary><c>{0}</c> step type, <c>{1}</c> version.</summary>
    public static DiagnosticDescriptor InvalidVersion { get; } = new(
        "TANGO0103", Error, "Invalid step version",
        "The version '{1}' of {0} is not valid: a version is letters and digits, e.g. \"1\" or \"2026a\".");

    /// <summary><c>{0}</c> step type, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor InvalidStepType { get; } = new(
        "TANGO0104", Error, "Step type cannot be used",
        "{0} cannot be a step: {1}.");

    /// <summary><c>{0}</c> parameter, <c>{1}</c> step type, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor InvalidParameter { get; } = new(
        "TANGO0105", Error, "Parameter cannot be an argument",
        "Parameter '{0}' of {1} cannot be an argument: {2}.");

    /// <summary><c>{0}</c> step type, <c>{1}</c> method.</summary>
    public static DiagnosticDescriptor OverrideNotCalled { get; } = new(
        "TANGO0106", Error, "Override that a build does not call",
        "{0} overrides {1}, which a build never calls, because it runs no code of a step to plan it: arguments and ids would be others than in code. Remove the override, or make the step in code.");

    /// <summary><c>{0}</c> step, <c>{1}</c> exception, message and place, <c>{2}</c> where the log is, or empty.</summary>
    public static DiagnosticDescriptor StepFailed { get; } = new(
        "TANGO0201", Error, "Step failed",
        "Step '{0}' failed: {1}.{2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> what is wrong and the way out.</summary>
    public static DiagnosticDescriptor ResultNotStorable { get; } = new(
        "TANGO0202", Error, "Result cannot be stored",
        "The result of step '{0}' cannot be stored: {1}");

    /// <summary><c>{0}</c> what happened, <c>{1}</c> details.</summary>
    public static DiagnosticDescriptor WorkerFailed { get; } = new(
        "TANGO0203", Error, "Worker process failed",
        "The worker process {0}. {1}");

    /// <summary><c>{0}</c> step, <c>{1}</c> reference, <c>{2}</c> what there is, with its full stop.</summary>
    public static DiagnosticDescriptor ReferencePartNotFound { get; } = new(
        "TANGO0204", Error, "Part of a result not found",
        "Step '{0}' refers to {1}, but {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> limit, <c>{2}</c> log.</summary>
    public static DiagnosticDescriptor StepTimedOut { get; } = new(
        "TANGO0205", Error, "Step timed out",
        "Step '{0}' ran longer than its Timeout of {1}. Raise Timeout, or make the step restartable from its work directory. Log: {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> what it said.</summary>
    public static DiagnosticDescriptor StepWarning { get; } = new(
        "TANGO0206", Warning, "Step warning",
        "Step '{0}' warns: {1}");

    /// <summary><c>{0}</c> step, <c>{1}</c> path, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor ExportFailed { get; } = new(
        "TANGO0207", Error, "Result cannot be exported",
        "The result of step '{0}' cannot be exported to '{1}': {2} Change ExportTo, or free the place.");

    /// <summary><c>{0}</c> step.</summary>
    public static DiagnosticDescriptor StepAlreadyRunning { get; } = new(
        "TANGO0208", Error, "Step object runs twice at once",
        "Step '{0}' is running already: one step object runs once at a time. Await the first run, or create a second step.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why its result is not stored.</summary>
    public static DiagnosticDescriptor ResultNotKept { get; } = new(
        "TANGO0209", Error, "Result is never cached",
        "The result of step '{0}' cannot be ensured, because it is never cached: {1}. Ask for the result itself, or make the step cacheable.");

    /// <summary><c>{0}</c> step.</summary>
    public static DiagnosticDescriptor StepPassedOver { get; } = new(
        "TANGO0210", Error, "Step did not run",
        "Step '{0}' was to run and did not, because a result that it takes could not be read back, or the worker did not say what became of it. The warnings of this build and the run's log tell which.");

    /// <summary><c>{0}</c> step, <c>{1}</c> full path.</summary>
    public static DiagnosticDescriptor InputChanged { get; } = new(
        "TANGO0211", Error, "Input file changed while the step ran",
        "The input file '{1}' of step '{0}' changed after the build had looked at it, so it is not known what the result was made from. Nothing was stored. Build again.");

    /// <summary><c>{0}</c> step, <c>{1}</c> parameters, <c>{2}</c> upstream step.</summary>
    public static DiagnosticDescriptor InputModified { get; } = new(
        "TANGO0212", Error, "Step changes its input",
        "Step '{0}' changed what it was given for '{1}', the result of step '{2}'. Nothing was stored. Change a copy, or let '{2}' return an immutable type.");

    /// <summary><c>{0}</c> entry, <c>{1}</c> what was found, and where it was put.</summary>
    public static DiagnosticDescriptor DamagedEntry { get; } = new(
        "TANGO0301", Warning, "Damaged cache entry",
        "The cache entry '{0}' is damaged ({1}) and was set aside. The step runs again.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor CacheNotWritable { get; } = new(
        "TANGO0302", Error, "Cache cannot be written",
        "The cache directory '{0}' cannot be written: {1}. Free space or grant access, or set TangoCacheDirectory to another directory.");

    /// <summary><c>{0}</c> step, <c>{1}</c> version.</summary>
    public static DiagnosticDescriptor CodeChangedUnderVersion { get; } = new(
        "TANGO0303", Warning, "Code changed, version did not",
        "Step '{0}' is taken from the cache by its version '{1}', but its code has changed since that result was made. Raise the version if the result would differ.");

    /// <summary><c>{0}</c> step, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor CachedButNotDeterministic { get; } = new(
        "TANGO0304", Warning, "Cached, but not deterministic",
        "Step '{0}' is cached although {1} is not marked Deterministic: later builds get a new id and run it again. Set Deterministic = true if equal inputs give equal results.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why its result is not there, <c>{2}</c> unique id, <c>{3}</c> the caches, each in quotes.</summary>
    public static DiagnosticDescriptor NotInCache { get; } = new(
        "TANGO0305", Error, "Result not in the cache",
        "The result of step '{0}' is not in the cache ({1}), and with TangoMode=CacheOnly no step runs. Build the same sources in the same configuration without TangoMode, and make its entry '{2}' available in {3}.");

    /// <summary><c>{0}</c> place, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor RemoteCacheNotRead { get; } = new(
        "TANGO0306", Warning, "Remote cache cannot be read",
        "The remote cache '{0}' cannot be read: {1}. This build goes on without it. Check TangoRemoteCache, the connection, and the token in TANGO_REMOTE_CACHE_TOKEN.");

    /// <summary><c>{0}</c> place, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor RemoteCacheNotWritten { get; } = new(
        "TANGO0307", Warning, "Remote cache cannot be written",
        "The remote cache '{0}' cannot be written: {1}. What this build made is in the local cache only. Grant access, or set TangoRemoteCachePush to false where results are only taken.");

    /// <summary><c>{0}</c> entry, <c>{1}</c> place, <c>{2}</c> what was found.</summary>
    public static DiagnosticDescriptor DamagedRemoteEntry { get; } = new(
        "TANGO0308", Warning, "Damaged entry in the remote cache",
        "What the remote cache '{1}' holds as '{0}' is damaged: {2}. It was not taken, and is replaced when its step runs, unless TangoRemoteCachePush is false.");

    /// <summary><c>{0}</c> assembly.</summary>
    public static DiagnosticDescriptor AssemblyNotFound { get; } = new(
        "TANGO0401", Error, "Compiled assembly not found",
        "The project's assembly '{0}' does not exist, so its steps cannot be read. Build the project first, without --no-build.");

    /// <summary><c>{0}</c> step, <c>{1}</c> item type.</summary>
    public static DiagnosticDescriptor ExportedTooLate { get; } = new(
        "TANGO0402", Warning, "Exported too late for the compiler",
        "The result of step '{0}' becomes a {1} item after the project was compiled, so the compiler does not see it. Export it as Content, or put the step class into a project that this one refers to and set TangoRunBefore to Compile here.");

    /// <summary><c>{0}</c> type as written, <c>{1}</c> suggestion.</summary>
    public static DiagnosticDescriptor StepTypeNotInReferences { get; } = new(
        "TANGO0403", Error, "Step type is not in a referenced project",
        "There is no step type '{0}' in the projects that this one refers to. {1} With TangoRunBefore=Compile steps run before this project is compiled, so its own classes cannot be steps: move the class to a project of its own and refer to that.");

    /// <summary><c>{0}</c> step, <c>{1}</c> assembly, <c>{2}</c> missing file.</summary>
    public static DiagnosticDescriptor NoProgramForSteps { get; } = new(
        "TANGO0404", Error, "Project of the steps cannot be run",
        "Step '{0}' cannot run: '{1}' has no '{2}' beside it, which says what it is made of. Set GenerateDependencyFile to true in the project of the step class.");

    /// <summary><c>{0}</c> first step, <c>{1}</c> second step, <c>{2}</c> path.</summary>
    public static DiagnosticDescriptor ExportedTwice { get; } = new(
        "TANGO0405", Error, "Two steps export to one place",
        "Steps '{0}' and '{1}' both export to '{2}', where only one of them can be. Give each a place of its own.");

    /// <summary><c>{0}</c> step, <c>{1}</c> file.</summary>
    public static DiagnosticDescriptor ExportInTheWay { get; } = new(
        "TANGO0406", Error, "Export would replace a file that is not its own",
        "Step '{0}' is not exported: there is a file '{1}' that no build has exported, with another content. Delete or move it, or export to another place.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> reference, <c>{3}</c> project, <c>{4}</c> suggestion.</summary>
    public static DiagnosticDescriptor MissingReferencedProject { get; } = new(
        "TANGO0410", Error, "Project is not referred to",
        "Step '{0}' refers in {1} to '{2}', but this project has no ProjectReference to a project '{3}'. {4}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> name, <c>{3}</c> project, <c>{4}</c> suggestion.</summary>
    public static DiagnosticDescriptor MissingReferencedStep { get; } = new(
        "TANGO0411", Error, "No such step in the project referred to",
        "Step '{0}' refers in {1} to '{2}' of project '{3}', but there is no such step. {4}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> project and step, <c>{3}</c> why.</summary>
    public static DiagnosticDescriptor ReferencedResultNotKept { get; } = new(
        "TANGO0412", Error, "Result is not kept for other projects",
        "Step '{0}' refers in {1} to '{2}', whose result is not in any cache: {3}. Projects share results through the cache: make that step cacheable, or declare it here.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> project and step, <c>{2}</c> why and the way out.</summary>
    public static DiagnosticDescriptor ReferencedResultMissing { get; } = new(
        "TANGO0413", Error, "Result of the project referred to is missing",
        "Step '{0}' takes the result of '{1}', which is not there: {2}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> project and step, <c>{3}</c> step type, <c>{4}</c> assembly, <c>{5}</c> project.</summary>
    public static DiagnosticDescriptor UnknownReferencedType { get; } = new(
        "TANGO0414", Error, "Step type of the project referred to is not known here",
        "Step '{0}' refers in {1} to '{2}', a step of type {3} from {4}, which this project does not compile against, so it cannot read the result. Remove ReferenceOutputAssembly=\"false\" or PrivateAssets from the reference to '{5}', or refer to the project that has the type.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> project, <c>{3}</c> files.</summary>
    public static DiagnosticDescriptor AmbiguousReferencedProject { get; } = new(
        "TANGO0415", Error, "Several projects of one name",
        "Step '{0}' refers in {1} to project '{2}', but several projects of that name are referred to: {3}. Rename one of them.");

    /// <summary><c>{0}</c> project.</summary>
    public static DiagnosticDescriptor OtherVersionOfPipeline { get; } = new(
        "TANGO0416", Error, "Project referred to uses another version",
        "What '{0}' tells of its steps cannot be read: it was written by another version of Tango.Build. Refer to one version in both projects, and build '{0}' again.");

    /// <summary><c>{0}</c> target framework.</summary>
    public static DiagnosticDescriptor FrameworkTooOld { get; } = new(
        "TANGO0420", Error, "Target framework too old for steps",
        "Steps need .NET 10 or later, but this project is built for {0}. Raise TargetFramework, or declare the steps only for net10.0: Condition=\"'$(TargetFramework)' == 'net10.0'\" on the TangoStep items and #if NET10_0_OR_GREATER around their code.");

    /// <summary>No values.</summary>
    public static DiagnosticDescriptor CoreNotReferenced { get; } = new(
        "TANGO0421", Error, "Tango.Core not referenced",
        "The project declares steps, but does not compile against Tango.Core: its reference to Tango.Build leaves out 'compile', as every GlobalPackageReference does. Add <PackageReference Include=\"Tango.Core\" /> to this project, or refer to Tango.Build by a plain PackageReference.");

    /// <summary><c>{0}</c> file of the package, <c>{1}</c> the process's id.</summary>
    public static DiagnosticDescriptor PackageReplaced { get; } = new(
        "TANGO0422", Error, "Package replaced under a running MSBuild",
        "'{0}' was replaced, and the process that builds (id {1}) still runs what was there before. Nothing was run. End it with 'dotnet build-server shutdown', or by closing the dotnet watch or the IDE that it belongs to, and build again.");

    /// <summary><c>{0}</c> exception text.</summary>
    public static DiagnosticDescriptor InternalError { get; } = new(
        "TANGO0499", Error, "Internal error",
        "Tango.Build met an error of its own: {0} Please report it with this text.");

    /// <summary><c>{0}</c> step, <c>{1}</c> its output, <c>{2}</c> other step, <c>{3}</c> the other's output.</summary>
    public static DiagnosticDescriptor OverlappingOutputs { get; } = new(
        "TANGO0501", Error, "Overlapping outputs",
        "Step '{0}' has the output '{1}', and step '{2}' has '{3}': a file that both write would be what the last one left. Give each command files or folders of its own.");

    /// <summary><c>{0}</c> step, <c>{1}</c> argument, <c>{2}</c> file or pattern, <c>{3}</c> its output.</summary>
    public static DiagnosticDescriptor OutputIsInput { get; } = new(
        "TANGO0502", Error, "Output among the inputs",
        "Step '{0}' has '{2}' among its {1}, but writes it itself, as its output '{3}': every run would call for another one. Write the output to another place, or name inputs that it is not among.");

    /// <summary><c>{0}</c> step, <c>{1}</c> argument, <c>{2}</c> file, <c>{3}</c> step that writes it.</summary>
    public static DiagnosticDescriptor InputIsOutput { get; } = new(
        "TANGO0503", Error, "Input file is another step's output",
        "Step '{0}' has the file '{2}' in {1}, but the command '{3}' writes it: nothing would say which comes first. Write ref:{3} instead.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor InvalidCommand { get; } = new(
        "TANGO0504", Error, "Command that cannot run",
        "Step '{0}' is no command that can run: {1}.");

    /// <summary><c>{0}</c> step, <c>{1}</c> how it ended, <c>{2}</c> the last lines it printed, <c>{3}</c> path of the log or nothing.</summary>
    public static DiagnosticDescriptor CommandFailed { get; } = new(
        "TANGO0505", Error, "Command failed",
        "Step '{0}' failed: the command {1}. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> outputs, <c>{2}</c> what is known of it, <c>{3}</c> path of the log or nothing.</summary>
    public static DiagnosticDescriptor OutputMissing { get; } = new(
        "TANGO0506", Error, "Output missing after the run",
        "Step '{0}' failed: the command ended well, but did not write {1}. {2}{3}");

    /// <summary><c>{0}</c> pattern.</summary>
    public static DiagnosticDescriptor ForcesNothing { get; } = new(
        "TANGO0601", Warning, "Forced steps are not needed",
        "TangoForce: '{0}' matches only steps that this build does not need, so nothing is forced by it. Name them in TangoSteps as well, or leave TangoSteps out.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> why, with its full stop.</summary>
    public static DiagnosticDescriptor StateNotAccessible { get; } = new(
        "TANGO0602", Error, "State cannot be read or written",
        "What builds remember of their steps in '{0}' cannot be read or written: {1} Free space or grant access, or set BaseIntermediateOutputPath to another directory.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> why, with its full stop.</summary>
    public static DiagnosticDescriptor RecordNotWritten { get; } = new(
        "TANGO0603", Warning, "Run record not written",
        "The record of this run could not be written to '{0}': {1} Results are not affected. Free space or grant access, or set TangoRunsDirectory to another directory.");

    /// <summary><c>{0}</c> file, <c>{1}</c> why, with its full stop, <c>{2}</c> property.</summary>
    public static DiagnosticDescriptor ReportNotWritten { get; } = new(
        "TANGO0604", Error, "Report cannot be written",
        "'{0}' cannot be written: {1} Grant access, or name another file with {2}.");

    /// <summary>Every row, in the order of the codes.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        UnknownStepType, UnknownArgument, MissingArgument, ValueDoesNotConvert, MissingReference, CircularDependency, DuplicateStepName,
        MissingInputFile, MissingStepType, CannotCache, ReferenceTypeMismatch, InvalidReference, InvalidSetting, UnknownFormat, AmbiguousStepType,
        NoStepMatches, InvalidStepName, InvalidOverride, InvalidGraphFile, UnreadableInputFile,
        InvalidRunMethod, ReservedParameterName, InvalidVersion, InvalidStepType, InvalidParameter, OverrideNotCalled,
        StepFailed, ResultNotStorable, WorkerFailed, ReferencePartNotFound, StepTimedOut, StepWarning, ExportFailed, StepAlreadyRunning,
        ResultNotKept, StepPassedOver, InputChanged, InputModified,
        DamagedEntry, CacheNotWritable, CodeChangedUnderVersion, CachedButNotDeterministic, NotInCache,
        RemoteCacheNotRead, RemoteCacheNotWritten, DamagedRemoteEntry,
        AssemblyNotFound, ExportedTooLate, StepTypeNotInReferences, NoProgramForSteps, ExportedTwice, ExportInTheWay,
        MissingReferencedProject, MissingReferencedStep, ReferencedResultNotKept, ReferencedResultMissing, UnknownReferencedType,
        AmbiguousReferencedProject, OtherVersionOfPipeline, FrameworkTooOld, CoreNotReferenced, PackageReplaced, InternalError,
        OverlappingOutputs, OutputIsInput, InputIsOutput, InvalidCommand, CommandFailed, OutputMissing,
        ForcesNothing, StateNotAccessible, RecordNotWritten, ReportNotWritten,
    ];

    /// <summary>The row of a code.</summary>
    /// <param name="code">E.g. <c>TANGO0001</c>.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public static DiagnosticDescriptor Find(string code) =>
        All.FirstOrDefault(descriptor => descriptor.Code == code)
        ?? throw new ArgumentException($"There is no diagnostic {code}.", nameof(code));
}
