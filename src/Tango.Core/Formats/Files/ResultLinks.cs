namespace Tango.Formats.Files;

/// <summary>Resolves the symbolic links of a result from names alone, as the operating system would resolve them in the result's directory.</summary>
internal sealed class ResultLinks
{
    // The maximum that Linux follows for one path.
    private const int MaxHops = 40;

    // The value: whether the folder is part of the result, or only a parent of its files.
    private readonly Dictionary<string, bool> _folders = new(StringComparer.Ordinal) { [""] = true };
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <param name="names">Everything in the result: names with <c>/</c>, also at the end of folder names; for links, their targets.</param>
    public ResultLinks(IEnumerable<(string Name, string? Target)> names)
    {
        foreach (var (name, target) in names)
            Add(name.TrimEnd('/'), name.EndsWith('/'), target);
    }

    /// <summary>Finds a link whose target is not in the result.</summary>
    /// <returns>Its name and what is wrong with it; null if all links are valid.</returns>
    public (string Name, LinkFault Fault)? FindFault()
    {
        foreach (var (name, target) in _links)
        {
            var hops = 0;
            if (Follow(FolderOf(name), target, ref hops).Fault is { } fault)
                return (name, fault);
        }

        return _links.Count > 0 && new Rounds(Edges()).Find() is { } link ? (link, LinkFault.Cycle) : null;
    }

    private static string FolderOf(string name) => name.LastIndexOf('/') is >= 0 and var end ? name[..end] : "";

    private void Add(string name, bool isFolder, string? target)
    {
        if (isFolder)
            _folders[name] = true;
        else if (target is null)
            _files.Add(name);
        else
            _links[name] = target;

        for (var folder = FolderOf(name); folder.Length > 0 && _folders.TryAdd(folder, false); folder = FolderOf(folder))
        {
        }
    }

    private (string Place, LinkFault? Fault) Follow(string folder, string target, ref int hops)
    {
        if (++hops > MaxHops)
            return (folder, LinkFault.Cycle);

        if (Path.IsPathRooted(target))
            return (folder, LinkFault.Outside);

        var place = folder;
        foreach (var part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            var (next, fault) = Step(place, part, ref hops);
            if (fault is not null)
                return (next, fault);

            place = next;
        }

        return (place, _folders.TryGetValue(place, out var isPart) && !isPart ? LinkFault.Outside : null);
    }

    private (string Place, LinkFault? Fault) Step(string place, string part, ref int hops)
    {
        if (!_folders.ContainsKey(place))
        {
            // The path continues below a file.
            return (place, LinkFault.Dangling);
        }

        if (part == "..")
            return place.Length == 0 ? (place, LinkFault.Outside) : (FolderOf(place), null);

        var next = place.Length == 0 ? part : $"{place}/{part}";
        return _links.TryGetValue(next, out var target) ? Follow(place, target, ref hops)
            : _folders.ContainsKey(next) || _files.Contains(next) ? (next, null)
            : (next, LinkFault.Dangling);
    }

    private ILookup<string, (string Folder, string? Link)> Edges()
    {
        var inside = _folders.Keys.Where(folder => folder.Length > 0).Select(folder => (From: FolderOf(folder), To: folder, Link: (string?)null));
        var linked = _links.Select(link => (From: FolderOf(link.Key), To: PlaceOf(link.Key, link.Value), Link: (string?)link.Key)).Where(edge => _folders.ContainsKey(edge.To));
        return inside.Concat(linked).ToLookup(edge => edge.From, edge => (edge.To, edge.Link), StringComparer.Ordinal);
    }

    private string PlaceOf(string name, string target)
    {
        var hops = 0;
        return Follow(FolderOf(name), target, ref hops).Place;
    }

    /// <summary>Finds a path from a folder, through links, back to it: a reader that follows links would never end.</summary>
    private sealed class Rounds(ILookup<string, (string Folder, string? Link)> edges)
    {
        private readonly Dictionary<string, bool> _isDone = new(StringComparer.Ordinal);

        public string? Find() => Visit("", "");

        private string? Visit(string folder, string via)
        {
            _isDone[folder] = false;
            foreach (var (next, link) in edges[folder])
            {
                var through = link ?? via;
                var found = !_isDone.TryGetValue(next, out var isDone) ? Visit(next, through) : isDone ? null : through;
                if (found is not null)
                    return found;
            }

            _isDone[folder] = true;
            return null;
        }
    }
}
