namespace Tango.Build.Tasks;

/// <summary>Every item, metadata and property name that code and project files share.</summary>
internal static class Names
{
    /// <summary>Item types.</summary>
    internal static class Items
    {
        /// <summary>A declared step.</summary>
        public const string TangoStep = "TangoStep";

        /// <summary>Files of the project that travel with the program.</summary>
        public const string Content = "Content";
    }

    /// <summary>Metadata of the items that the tasks give back.</summary>
    internal static class Metadata
    {
        public const string UniqueId = "UniqueId";
        public const string State = "State";
        public const string Path = "Path";
        public const string Duration = "Duration";
        public const string Format = "Format";
        public const string ExportedTo = "ExportedTo";
        public const string ExportItem = "ExportItem";
        public const string Reason = "Reason";
        public const string Reasons = "Reasons";
        public const string Type = "Type";
        public const string Depends = "Depends";
        public const string Stored = "Stored";
        public const string TangoStep = "TangoStep";
        public const string TangoPipeline = "TangoPipeline";
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
        public const string Link = "Link";
        public const string TargetPath = "TargetPath";
        public const string CopyToPublishDirectory = "CopyToPublishDirectory";
        public const string PreserveNewest = "PreserveNewest";
    }

    /// <summary>Properties that messages name.</summary>
    internal static class Properties
    {
        public const string TangoSet = "TangoSet";
        public const string TangoMaxParallelism = "TangoMaxParallelism";
        public const string TangoGpus = "TangoGpus";
        public const string TangoCodeFingerprint = "TangoCodeFingerprint";
        public const string TangoMode = "TangoMode";
        public const string TangoExecutor = "TangoExecutor";
        public const string TangoRemoteCache = "TangoRemoteCache";
        public const string TangoGcKeepDays = "TangoGcKeepDays";
        public const string TangoGcMaxSize = "TangoGcMaxSize";
        public const string TangoGraphFile = "TangoGraphFile";
        public const string TangoReportFile = "TangoReportFile";
    }

    /// <summary>Variables of the environment.</summary>
    internal static class Environment
    {
        public const string RemoteCacheToken = "TANGO_REMOTE_CACHE_TOKEN";
    }

    /// <summary>XML of a project file.</summary>
    internal static class Xml
    {
        public const string Include = "Include";
        public const string Update = "Update";
    }
}
