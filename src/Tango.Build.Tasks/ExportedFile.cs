namespace Tango.Build.Tasks;

/// <summary>A file at which a result was made available.</summary>
/// <remarks>A class: collections of structs would be compiled anew in every build.</remarks>
/// <param name="Path">Its full path.</param>
/// <param name="Step">The step whose result it is.</param>
/// <param name="ItemType">The item type it is to be added to; empty: none.</param>
internal sealed record ExportedFile(string Path, string Step, string ItemType);
