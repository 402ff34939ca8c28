namespace Tango.IO;

/// <summary>A folder with some of its files.</summary>
/// <param name="Name">Its name, without the directory that it is in.</param>
/// <param name="Files">The files, with their stamps.</param>
internal sealed record StampedFolder(string Name, StampedFiles Files);
