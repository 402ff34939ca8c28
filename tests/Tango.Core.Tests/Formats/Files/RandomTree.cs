using System.Text;

namespace Tango.Core.Tests.Formats.Files;

/// <summary>A folder as steps leave them: nested and empty folders, permission bits, links to files and folders. The same seed makes the same one.</summary>
internal sealed class RandomTree
{
    private static readonly int[] FileModes = [0x180, 0x1A4, 0x1A0, 0x1ED, 0x124, 0x100, 0x1C0, 0x1B6, 0x16D]; // 600 644 640 755 444 400 700 666 555
    private static readonly int[] FolderModes = [0x1ED, 0x1C0, 0x16D, 0x1F8, 0x1FF]; // 755 700 555 770 777
    private static readonly string[] Words = ["a", "b", "metadata.json", "ä ö", "x;y", "%41", "it's", "no line", "log.txt", "-r", "result"];

    private readonly Random _random;
    private readonly List<string> _folders = [""];
    private readonly List<(string Name, string Content)> _files = [];
    private readonly List<(string Name, string Target)> _links = [];
    private readonly List<(string Name, int Mode)> _modes = [];

    public RandomTree(int seed)
    {
        _random = new Random(seed);
        AddFolders();
        for (var count = _random.Next(1, 8); count > 0; count--)
        {
            var name = NewName();
            _files.Add((name, string.Concat(Enumerable.Repeat($"{seed} {count}\n", _random.Next(4)))));
            _modes.Add((name, FileModes[_random.Next(FileModes.Length)]));
        }

        for (var count = _random.Next(6); count > 0; count--)
            AddLink();

        // Inner ones first: nothing can be changed in a folder that nobody may write to.
        _modes.AddRange(_folders.Skip(1).Reverse().Select(folder => (folder, FolderModes[_random.Next(FolderModes.Length)])));
    }

    /// <summary>What is in a folder: names, kinds, permission bits, targets, contents.</summary>
    public static string Snapshot(string folder)
    {
        var text = new StringBuilder();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            text.Append(entry.Name).Append(": ").AppendLine(entry switch
            {
                { LinkTarget: { } target } => "-> " + target,
                DirectoryInfo => $"{Octal(entry)} [{Environment.NewLine}{Snapshot(entry.FullName)}]",
                _ => $"{Octal(entry)} \"{File.ReadAllText(entry.FullName)}\"",
            });
        }

        return text.ToString();
    }

    /// <summary>Makes it.</summary>
    public void WriteTo(string folder)
    {
        foreach (var name in _folders)
            Directory.CreateDirectory(Path.Combine(folder, name));

        foreach (var (name, content) in _files)
            File.WriteAllText(Path.Combine(folder, name), content);

        foreach (var (name, target) in _links)
            File.CreateSymbolicLink(Path.Combine(folder, name), target);

        foreach (var (name, mode) in _modes)
            SetMode(Path.Combine(folder, name), mode);
    }

    /// <summary>A shell script that makes it.</summary>
    /// <param name="folder">Where, relative to where the script runs.</param>
    public string Script(string folder)
    {
        var script = new StringBuilder("set -e\n");
        string Place(string name) => Quote($"./{folder}/{name}");
        _folders.ForEach(name => script.Append("mkdir -p ").AppendLine(Place(name)));
        _files.ForEach(file => script.Append("printf %s ").Append(Quote(file.Content)).Append(" > ").AppendLine(Place(file.Name)));
        _links.ForEach(link => script.Append("ln -s -- ").Append(Quote(link.Target)).Append(' ').AppendLine(Place(link.Name)));
        _modes.ForEach(item => script.Append("chmod ").Append(Convert.ToString(item.Mode, 8)).Append(' ').AppendLine(Place(item.Name)));
        return script.ToString();
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Octal(FileSystemInfo entry) => Convert.ToString((int)entry.UnixFileMode, 8);

    private static void SetMode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    private void AddFolders()
    {
        for (var count = _random.Next(6); count > 0; count--)
            _folders.Add(NewName());
    }

    // To a file, or to a folder that was made later than the one the link is in: such links never lead back.
    private void AddLink()
    {
        var from = _random.Next(_folders.Count);
        string[] targets = [.. _files.Select(file => file.Name), .. _folders.Skip(from + 1), .. _links.Where(link => !IsFolder(link.Name)).Select(link => link.Name)];
        var target = targets[_random.Next(targets.Length)];
        _links.Add((NewName(_folders[from]), Path.GetRelativePath("/" + _folders[from], "/" + target)));
    }

    private bool IsFolder(string link) => _links.Any(other => other.Name == link && _folders.Contains(Path.GetRelativePath("/", Path.GetFullPath(other.Target, Path.GetDirectoryName("/" + link)!))))
        || _links.Any(other => other.Name == link && _links.Any(next => "/" + next.Name == Path.GetFullPath(other.Target, Path.GetDirectoryName("/" + link)!) && IsFolder(next.Name)));

    private string NewName() => NewName(_folders[_random.Next(_folders.Count)]);

    private string NewName(string folder)
    {
        var number = _folders.Count + _files.Count + _links.Count;
        return Path.Combine(folder, $"{Words[_random.Next(Words.Length)]}{number}");
    }
}
