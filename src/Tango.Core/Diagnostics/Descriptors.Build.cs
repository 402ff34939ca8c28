using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>04xx. The build around the pipeline: references, exports, hosts.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> assembly.</summary>
    public static DiagnosticDescriptor AssemblyNotFound { get; } = new(
        "TANGO0401", Error, "Compiled assembly not found",
        "The project's assembly '{0}' does not exist, so its steps cannot be read. Build the project first, without --no-build.");

    /// <summary><c>{0}</c> step, <c>{1}</c> item type.</summary>
    public static DiagnosticDescriptor ExportedTooLate { get; } = new(
        "TANGO0402", Warning, "Exported too late for the compiler",
        "The result of step '{0}' becomes a {1} item after the project was compiled, so the compiler does not see it. Export it as Content, or put the step class into a referenced project and set TangoRunBefore to Compile here.");

    /// <summary><c>{0}</c> type as written, <c>{1}</c> suggestion.</summary>
    public static DiagnosticDescriptor StepTypeNotInReferences { get; } = new(
        "TANGO0403", Error, "Step type is not in a referenced project",
        "There is no step type '{0}' in the referenced projects. {1} With TangoRunBefore=Compile steps run before this project is compiled, so its own classes cannot be steps: move the class to a project of its own and reference that.");

    /// <summary><c>{0}</c> step, <c>{1}</c> assembly, <c>{2}</c> missing file.</summary>
    public static DiagnosticDescriptor NoProgramForSteps { get; } = new(
        "TANGO0404", Error, "Dependency file of the steps is missing",
        "Step '{0}' cannot run: '{1}' cannot be started, because its dependency file '{2}' is missing. Set GenerateDependencyFile to true in the project of the step class.");

    /// <summary><c>{0}</c> first step, <c>{1}</c> second step, <c>{2}</c> path, <c>{3}</c> in which way, or nothing.</summary>
    public static DiagnosticDescriptor ExportedTwice { get; } = new(
        "TANGO0405", Error, "Two steps write to one path",
        "Steps '{0}' and '{1}' both write to '{2}'{3}. Write to different paths.");

    /// <summary><c>{0}</c> step, <c>{1}</c> file.</summary>
    public static DiagnosticDescriptor ExportInTheWay { get; } = new(
        "TANGO0406", Error, "Export would overwrite a file",
        "Step '{0}' is not exported: it would overwrite '{1}', which no build exported and whose content differs. Delete or move the file, export to another path, or set ExportMode=\"Replace\" if builds may replace it.");

    /// <summary><c>{0}</c> step, <c>{1}</c> file, <c>{2}</c> link, <c>{3}</c> its target.</summary>
    public static DiagnosticDescriptor LinkInTheWay { get; } = new(
        "TANGO0407", Error, "Link in the path of an output",
        "Step '{0}' cannot write '{1}', because '{2}' is a link to '{3}', and builds do not write through links. Nothing was written. Remove the link, or use the path of its target.");

    /// <summary><c>{0}</c> file, <c>{1}</c> step, <c>{2}</c> in which way, <c>{3}</c> a solution, with its full stop.</summary>
    public static DiagnosticDescriptor ExportDiffers { get; } = new(
        "TANGO0408", Error, "Export differs from the file",
        "'{0}' differs from the result of step '{1}': {2}. {3}");

    /// <summary><c>{0}</c> file or files, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor ExportNotRemoved { get; } = new(
        "TANGO0409", Warning, "Export is not removed",
        "{0}, which a build exported, was not removed: {1}. Delete by hand what you do not need.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> reference, <c>{3}</c> project, <c>{4}</c> suggestion.</summary>
    public static DiagnosticDescriptor MissingReferencedProject { get; } = new(
        "TANGO0410", Error, "No ProjectReference to the project",
        "Step '{0}' refers in {1} to '{2}', but this project has no ProjectReference to a project '{3}'. {4}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> name, <c>{3}</c> project, <c>{4}</c> suggestion.</summary>
    public static DiagnosticDescriptor MissingReferencedStep { get; } = new(
        "TANGO0411", Error, "No such step in the referenced project",
        "Step '{0}' refers in {1} to '{2}' of project '{3}', but there is no such step. {4}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> project and step, <c>{3}</c> why.</summary>
    public static DiagnosticDescriptor ReferencedResultNotCached { get; } = new(
        "TANGO0412", Error, "Referenced result is not cached",
        "Step '{0}' refers in {1} to '{2}', whose result is not cached: {3}. Projects share results through the cache: make that step cacheable, or declare it in this project.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> project and step, <c>{2}</c> the cause and a solution.</summary>
    public static DiagnosticDescriptor ReferencedResultMissing { get; } = new(
        "TANGO0413", Error, "Referenced result is missing",
        "Step '{0}' needs the result of '{1}', which is missing: {2}");

    /// <summary><c>{0}</c> file, <c>{1}</c> why, with its full stop.</summary>
    public static DiagnosticDescriptor SummaryNotWritten { get; } = new(
        "TANGO0430", Warning, "Job summary not written",
        "The summary of this run could not be written to '{0}': {1} Results are not affected. Free space or grant access, name another file with TangoSummaryFile, or set it to false.");

    /// <summary><c>{0}</c> the projects. A second text of the same code, for a build that finds it before it has read any step; not in <see cref="All"/>, which has a row for each code.</summary>
    public static DiagnosticDescriptor ReferencedStepsOnlyPlanned { get; } = new(
        ReferencedResultMissing.Code, Error, ReferencedResultMissing.Title,
        "This command plans before it builds, and so the steps of {0} have not run: with -graph each project is called only once. Build first (-t:Build -t:TangoPlan), or in a command of its own.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> project and step, <c>{3}</c> step type, <c>{4}</c> assembly, <c>{5}</c> project.</summary>
    public static DiagnosticDescriptor UnknownReferencedType { get; } = new(
        "TANGO0414", Error, "Unknown step type of the referenced project",
        "Step '{0}' refers in {1} to '{2}', a step of type {3} from {4}, which this project does not compile against, so it cannot read the result. Remove ReferenceOutputAssembly=\"false\" or PrivateAssets from the reference to '{5}', or reference the project that has the type.");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> project, <c>{3}</c> files.</summary>
    public static DiagnosticDescriptor AmbiguousReferencedProject { get; } = new(
        "TANGO0415", Error, "Ambiguous project name",
        "Step '{0}' refers in {1} to project '{2}', but several referenced projects have this name: {3}. Rename one of them.");

    /// <summary><c>{0}</c> project.</summary>
    public static DiagnosticDescriptor OtherVersionOfPipeline { get; } = new(
        "TANGO0416", Error, "Referenced project uses another version of Tango.Build",
        "The pipeline information of '{0}' cannot be read, because another version of Tango.Build wrote it. Use the same version in both projects, and build '{0}' again.");

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
        "TANGO0422", Error, "Package replaced while MSBuild is running",
        "'{0}' was replaced, but MSBuild process {1} still has the previous version loaded. Nothing was run. Stop it with 'dotnet build-server shutdown', or close the dotnet watch or IDE that it belongs to, and build again.");

    /// <summary><c>{0}</c> step, <c>{1}</c> file or folder as written.</summary>
    public static DiagnosticDescriptor ExportedTooLateForWeb { get; } = new(
        "TANGO0423", Warning, "Exported too late for static web assets",
        "Step '{0}' writes '{1}' after the SDK has compressed and fingerprinted the project's static web assets: the files made from it (.gz, .br, manifests) are missing or out of date. Put the step class into a referenced project and set TangoRunBefore=Compile here (commands need no such project).");

    /// <summary><c>{0}</c> file, <c>{1}</c> property.</summary>
    public static DiagnosticDescriptor HostFileMissing { get; } = new(
        "TANGO0424", Error, "File needed to start the steps is missing",
        "The steps cannot be started: '{0}' does not exist. The SDK writes it unless {1} is false: set {1} to true, or put the step classes into a project that has this file.");

    /// <summary><c>{0}</c> framework, <c>{1}</c> version, <c>{2}</c> the searched folder, <c>{3}</c> the existing versions.</summary>
    public static DiagnosticDescriptor RuntimeNotInstalled { get; } = new(
        "TANGO0425", Error, "Runtime not installed",
        "The steps cannot be started: the project needs {0} {1}, which is not in {2} (installed: {3}). Install it, set RuntimeFrameworkVersion or RollForward to accept another version, or set TangoDotNetHost to a dotnet that has it.");

    /// <summary><c>{0}</c> the error, <c>{1}</c> the output of the host, <c>{2}</c> a solution.</summary>
    public static DiagnosticDescriptor HostFailed { get; } = new(
        "TANGO0426", Error, ".NET host failed",
        "The .NET host cannot start the steps: {0}. It printed: {1} {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> path as written, <c>{2}</c> why its result is not cached, <c>{3}</c> a solution.</summary>
    public static DiagnosticDescriptor UnstoredExport { get; } = new(
        "TANGO0427", Error, "Result that is not cached cannot be exported",
        "Step '{0}' cannot be exported to '{1}': exports are copied from the cache, and its result is not cached, because it {2}. {3}, or remove ExportTo.");

    /// <summary><c>{0}</c> exported step, <c>{1}</c> path as written, <c>{2}</c> file or pattern, <c>{3}</c> step that reads it, <c>{4}</c> argument.</summary>
    public static DiagnosticDescriptor ExportIsInput { get; } = new(
        "TANGO0428", Error, "Export is an input",
        "Step '{0}' is exported to '{1}', which matches '{2}' in {4} of step '{3}': each export would change the inputs of the next build, and steps would run again. Export to another path, or use inputs that do not include it.");

    /// <summary><c>{0}</c> path, <c>{1}</c> framework, <c>{2}</c> step, <c>{3}</c> other framework, <c>{4}</c> its step.</summary>
    public static DiagnosticDescriptor WrittenByTwoFrameworks { get; } = new(
        "TANGO0429", Error, "Two target frameworks write one file",
        "Two target frameworks write '{0}': for {1} it is the result of step '{2}', for {3} a different result, of step '{4}'. Its content would depend on the order of the builds. Write $(TargetFramework) into the path, or declare the step for one framework only: Condition=\"'$(TargetFramework)' == '{1}'\".");

    /// <summary><c>{0}</c> step, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor SlurmNotInstalled { get; } = new(
        "TANGO0434", Error, "Slurm is not installed",
        "Step '{0}' cannot become a job of Slurm: {1}. Build on a machine with Slurm's client programs, or set TangoExecutor to local.");

    /// <summary><c>{0}</c> what is wrong with the remote cache.</summary>
    public static DiagnosticDescriptor NoStoreForJobs { get; } = new(
        "TANGO0435", Error, "Jobs have no remote cache",
        "TangoSlurmSharedFiles is false, so all that jobs need and make goes through a remote cache that the nodes can reach, but {0}. Set TangoRemoteCache to an address that begins with https://, http://, azure:// or s3://; or, if the nodes have the files of this machine, leave TangoSlurmSharedFiles out.");

    /// <summary><c>{0}</c> exception text.</summary>
    public static DiagnosticDescriptor InternalError { get; } = new(
        "TANGO0499", Error, "Internal error",
        "Tango.Build failed unexpectedly: {0} This is a bug in Tango.Build: report it with this text.");

    /// <summary><c>{0}</c> version. Reported by <c>Tango.Build.targets</c>, because no task of this package can be loaded then.</summary>
    public static DiagnosticDescriptor MSBuildTooOld { get; } = new(
        "TANGO0433", Error, "MSBuild too old for steps",
        "Steps cannot run in MSBuild {0} of the .NET Framework, as in Visual Studio 2022: it cannot load tasks for .NET 10. Build with 'dotnet build', or with Visual Studio 2026 or MSBuild.exe 18 or later.");
}
