namespace Tango.Build.Tasks;

/// <summary>Every item, metadata and property name that code and project files share.</summary>
internal static class Names
{
    /// <summary>Item types.</summary>
    internal static class Items
    {
        /// <summary>A declared step.</summary>
        public const string TangoStep = "TangoStep";

        /// <summary>Files of the project that are copied with the program.</summary>
        public const string Content = "Content";

        /// <summary>Files of the project that are neither compiled nor embedded.</summary>
        public const string None = "None";
    }

    /// <summary>Metadata of the items that the tasks return.</summary>
    internal static class Metadata
    {
        public const string UniqueId = "UniqueId";
        public const string State = "State";
        public const string Path = "Path";
        public const string Duration = "Duration";
        public const string Format = "Format";
        public const string ExportedTo = "ExportedTo";
        public const string ExportTo = "ExportTo";
        public const string ExportItem = "ExportItem";
        public const string OnlyIfNeeded = "OnlyIfNeeded";
        public const string Outputs = "Outputs";
        public const string Reason = "Reason";
        public const string Reasons = "Reasons";
        public const string Type = "Type";
        public const string Depends = "Depends";
        public const string Stored = "Stored";
        public const string TangoStep = "TangoStep";
        public const string TargetFramework = "TargetFramework";
        public const string TangoPipeline = "TangoPipeline";
        public const string Part = "Part";
        public const string TangoPipelineFile = "TangoPipelineFile";
    }

    /// <summary>Metadata that MSBuild and the .NET SDK define.</summary>
    internal static class WellKnownMetadata
    {
        public const string DefiningProjectFullPath = "DefiningProjectFullPath";
        public const string ReferenceSourceTarget = "ReferenceSourceTarget";
        public const string ProjectReference = "ProjectReference";
        public const string NuGetPackageId = "NuGetPackageId";
        public const string NuGetPackageVersion = "NuGetPackageVersion";
        public const string FrameworkReferenceName = "FrameworkReferenceName";
        public const string CopyLocal = "CopyLocal";
        public const string MSBuildSourceProjectFile = "MSBuildSourceProjectFile";
        public const string Value = "Value";
        public const string Link = "Link";
        public const string TargetPath = "TargetPath";
        public const string CopyToOutputDirectory = "CopyToOutputDirectory";
        public const string CopyToPublishDirectory = "CopyToPublishDirectory";
        public const string PreserveNewest = "PreserveNewest";
    }

    /// <summary>Properties in messages.</summary>
    internal static class Properties
    {
        public const string TangoSteps = "TangoSteps";
        public const string TangoSet = "TangoSet";
        public const string TangoEarlyCutoff = "TangoEarlyCutoff";
        public const string TangoKeepRuns = "TangoKeepRuns";
        public const string TangoMaxParallelism = "TangoMaxParallelism";
        public const string TangoGpus = "TangoGpus";
        public const string TangoCodeFingerprint = "TangoCodeFingerprint";
        public const string TangoMode = "TangoMode";
        public const string TangoExportMode = "TangoExportMode";
        public const string TangoExecutor = "TangoExecutor";
        public const string TangoSlurmOptions = "TangoSlurmOptions";
        public const string TangoSlurmMaxJobs = "TangoSlurmMaxJobs";
        public const string TangoSlurmKeepJobs = "TangoSlurmKeepJobs";
        public const string TangoSlurmSharedFiles = "TangoSlurmSharedFiles";
        public const string TangoDetach = "TangoDetach";
        public const string TangoRemoteCache = "TangoRemoteCache";
        public const string TangoRemoteCacheLayout = "TangoRemoteCacheLayout";
        public const string TangoRemoteCachePush = "TangoRemoteCachePush";
        public const string TangoKeepGoing = "TangoKeepGoing";
        public const string TangoCheckInputs = "TangoCheckInputs";
        public const string TangoGcKeepDays = "TangoGcKeepDays";
        public const string TangoGcMaxSize = "TangoGcMaxSize";
        public const string TangoGcDryRun = "TangoGcDryRun";
        public const string TangoVerifyMode = "TangoVerifyMode";
        public const string TangoPlanRows = "TangoPlanRows";
        public const string TangoGraphFile = "TangoGraphFile";
        public const string TangoReportFile = "TangoReportFile";
    }

    /// <summary>XML of a project file.</summary>
    internal static class Xml
    {
        public const string Include = "Include";
        public const string Update = "Update";
    }
}
