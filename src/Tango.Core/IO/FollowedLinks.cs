namespace Tango.IO;

/// <summary>The real path of a walk down a tree of folders, and its real paths before each followed link: so that it follows links, but not in cycles.</summary>
internal sealed class FollowedLinks
{
    private readonly string _folder;
    private readonly FollowedLinks? _before;

    /// <param name="folder">The start of the walk, full path.</param>
    public FollowedLinks(string folder)
        : this(folder, null)
    {
    }

    private FollowedLinks(string folder, FollowedLinks? before)
    {
        _folder = folder;
        _before = before;
    }

    /// <summary>Enters a folder, or a link to one.</summary>
    /// <returns>Null if it is a link back to a folder of the walk, or into a loop of links.</returns>
    public FollowedLinks? Enter(string name)
    {
        var child = new DirectoryInfo(Path.Combine(_folder, name));
        if (child.LinkTarget is null)
            return new FollowedLinks(child.FullName, _before);

        return child.ResolveLinkTarget(returnFinalTarget: true) is { } target && !LeadsBack(target.FullName) ? new FollowedLinks(target.FullName, this) : null;
    }

    private bool LeadsBack(string target)
    {
        for (var way = this; way is not null; way = way._before)
        {
            if (PathComparison.IsIn(way._folder, target))
                return true;
        }

        return false;
    }
}
