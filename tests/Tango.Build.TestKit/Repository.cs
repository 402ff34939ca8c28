using System.Reflection;

namespace Tango.Build.TestKit;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root, with a separator at the end.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The folder in which the SDK brings the package that F# projects refer to.</summary>
    public static string FSharpPackages { get; } = Metadata("FSharpPackages");

    /// <summary>The full path of something in it.</summary>
    /// <param name="relativePath">The path from the root, with <c>/</c>.</param>
    public static string PathOf(string relativePath) => Path.GetFullPath(relativePath, Root);

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
