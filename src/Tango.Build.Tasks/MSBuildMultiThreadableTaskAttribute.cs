namespace Microsoft.Build.Framework;

/// <summary>
/// Tells MSBuild's multi-threaded mode (<c>-mt</c>) that a task may share its process with others. MSBuild looks for the
/// attribute by its full name; the package of this project's MSBuild version does not have it yet.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
