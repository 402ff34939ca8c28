namespace Tango.Diagnostics;

/// <summary>
/// The table of diagnostics. 00xx: a declaration in a project; 01xx: a step type in C#; 02xx: running; 03xx: the cache;
/// 04xx: the build around it; 05xx: commands; 06xx: seeing what happens. A code is never reused.
/// </summary>
internal static partial class Descriptors
{
    /// <summary>Every row, in the order of the codes.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => Table.Rows;

    /// <summary>The row of a code.</summary>
    /// <param name="code">E.g. <c>TANGO0001</c>.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public static DiagnosticDescriptor Find(string code) =>
        TryFind(code)
        ?? throw new ArgumentException($"There is no diagnostic {code}.", nameof(code));

    /// <summary>The row of a code; null if there is none.</summary>
    public static DiagnosticDescriptor? TryFind(string code) => All.FirstOrDefault(descriptor => descriptor.Code == code);

    // Not a field of this class: those of its other files may be made after it.
    private static class Table
    {
        public static readonly DiagnosticDescriptor[] Rows =
        [
            UnknownStepType, UnknownArgument, MissingArgument, ValueDoesNotConvert, MissingReference, CircularDependency, DuplicateStepName,
            MissingInputFile, MissingStepType, CannotCache, ReferenceTypeMismatch, InvalidReference, InvalidSetting, UnknownFormat, AmbiguousStepType,
            NoStepMatches, InvalidStepName, InvalidOverride, InvalidGraphFile, UnreadableInputFile,
            InputIsNoFile, InputLinkLeadsNowhere, SecretWritten, SecretNotSet, SecretKeyUnusable, PatternFindsNothing, PackageBringsTango, StepTypeInTwoPackages,
            InvalidRunMethod, ReservedParameterName, InvalidVersion, InvalidStepType, InvalidParameter, OverrideNotCalled, NamedFileNotFound, ResultTypeNotStorable,
            ReadsClock, DrawsRandomly, ReadsEnvironment, UsesCulture, UsesHashOrder, TakesFirstFinished, WritesInParallel, UsesNetwork, ReadsPathOfString, ChangesArgument, LoopIgnoresCancellation,
            NoTypedResult, ExportNotFound, ExportNotReadable,
            StepFailed, ResultNotStorable, WorkerFailed, ReferencePartNotFound, StepTimedOut, StepWarning, ExportFailed, StepAlreadyRunning,
            ResultNotCached, StepDidNotRun, InputChanged, InputModified, OutputNotStored, FileNameNotUtf8,
            UnexpectedWorkerMessage, WorkerDidNotEnd, CrashNotRepeated, LogIncomplete, JobFailed, JobRefused, SlurmNotAnswering, JobNotCancelled, ProgramChanged, JobNotCarried, NodeStoreNotAnswering, NodeFilesNotUsable,
            CorruptEntry, CacheNotWritable, CodeChangedUnderVersion, CachedButNotDeterministic, NotInCache,
            RemoteCacheNotRead, RemoteCacheNotWritten, CorruptRemoteEntry, UnusableEntry, EntryVanishes, UnusableRemoteEntry, StepFilesNotAccessible, CacheReadOnly, UnreadableRemoteEntry, CacheClosed, ResultsNotProtected, ResultNotRepeated, FileNotAccessible, RootNotReadable, LinkInCache, RemoteStoreMissing, RemoteStoreOfOtherVersion, RemoteStoreNotLoaded,
            AssemblyNotFound, ExportedTooLate, StepTypeNotInReferences, NoProgramForSteps, ExportedTwice, ExportInTheWay,
            LinkInTheWay, ExportDiffers, ExportNotRemoved,
            MissingReferencedProject, MissingReferencedStep, ReferencedResultNotCached, ReferencedResultMissing, UnknownReferencedType,
            AmbiguousReferencedProject, OtherVersionOfPipeline, FrameworkTooOld, CoreNotReferenced, PackageReplaced,
            ExportedTooLateForWeb, HostFileMissing, RuntimeNotInstalled, HostFailed, UnstoredExport, ExportIsInput, WrittenByTwoFrameworks, SummaryNotWritten, MSBuildTooOld, SlurmNotInstalled, NoStoreForJobs, InternalError,
            OverlappingOutputs, OutputIsInput, InputIsOutput, InvalidCommand, CommandFailed, OutputMissing, PrintedTooMuch, PrintedNoText,
            OutputInTheWay, WorkFolderRemoved, ForbiddenOutput,
            ForcesNothing, StateNotAccessible, RecordNotWritten, ReportNotWritten,
        ];
    }
}
