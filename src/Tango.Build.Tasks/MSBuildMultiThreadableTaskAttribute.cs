namespace Microsoft.Build.Framework;

/// <summary>
/// Marks a task as safe in MSBuild's multi-threaded mode (<c>-mt</c>), in which it shares its process with others. MSBuild finds the attribute by its full name; the package of
/// this project's MSBuild version does not contain it yet.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
