using CsCheck;
using Tango.IO;

namespace Tango.Core.Tests.IO;

/// <summary>What is said of a pattern without looking, and what is found on the disk, are the same for all patterns.</summary>
public sealed class GlobPropertyTests : IDisposable
{
    private static readonly string[] Segments = ["*", "**", "?", "??", "d", "d*", "*a", "a", "ab", "*.c", "b.c", ".*", ".d", ".a"];
    private static readonly Gen<string> Patterns = Gen.Int[0, Segments.Length - 1].Select(index => Segments[index]).Array[1, 4].Select(parts => string.Join('/', parts));

    private readonly string _folder = Directory.CreateTempSubdirectory("tango-glob-").FullName;
    private readonly List<string> _files = [];

    public GlobPropertyTests()
    {
        string[] folders = ["d", "da", ".d"];
        foreach (var folder in folders.SelectMany(outer => folders.Select(inner => $"{outer}/{inner}/").Append($"{outer}/")).Append(""))
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
            _files.AddRange(new[] { "a", "ab", "b.c", ".a" }.Select(name => folder + name));
        }

        _files.ForEach(file => File.WriteAllText(Path.Combine(_folder, file), ""));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pattern_finds_the_files_whose_paths_match_it() => Patterns.Sample(
        pattern => Assert.Equal(
            _files.Where(file => Glob.MatchesPath(pattern, file)).Order(StringComparer.Ordinal),
            Glob.Files(_folder, pattern).Select(file => Path.GetRelativePath(_folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)),
        iter: 300);

    [Fact]
    public void A_folder_of_a_file_that_matches_may_contain_one() => Patterns.Sample(
        pattern => Assert.All(
            _files.Where(file => file.Contains('/') && Glob.MatchesPath(pattern, file)),
            file => Assert.True(Glob.MayFindIn(pattern, Path.GetDirectoryName(file)!.Replace('\\', '/')))),
        iter: 300);
}
