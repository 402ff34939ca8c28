using System.Security.Cryptography;
using System.Text;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Identity;

/// <summary>
/// The key of the hashes of secrets in ids. Without it, whoever can read the cache could find a short secret by trying. It is the text of <c>TANGO_SECRET_KEY</c>, which machines
/// that share results share too; otherwise random bytes in a file of the user.
/// </summary>
internal static class SecretKey
{
    /// <summary>The environment variable with the key.</summary>
    public const string Variable = "TANGO_SECRET_KEY";

    private const int Length = 32;

    /// <summary>The keyed hash of a secret: HMAC-SHA-256 of its UTF-8, in hexadecimal digits.</summary>
    /// <exception cref="TangoException">There is no key, and none can be created.</exception>
    public static string HashOf(string secret) => HashOf(secret, Read());

    /// <summary>The hash with a given key.</summary>
    internal static string HashOf(string secret, byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Wtf8.GetBytes(secret)));

    /// <summary>Reads the key in a file, and creates it if it does not exist.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="TangoException">It cannot be used.</exception>
    internal static byte[] ReadFile(string path)
    {
        try
        {
            if (!File.Exists(path))
                Create(path);

            if (!SpecialFile.IsFile(path))
                throw new IOException("it is not a file; delete it");

            var key = SharedReading.ReadAllBytes(path);
            return key.Length == Length ? key : throw new IOException("it is not a key; delete it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TangoException(Descriptors.SecretKeyUnusable.Create(DiagnosticSubject.None, path, exception.Message.TrimEnd('.')), exception);
        }
    }

    private static byte[] Read() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
        ? Encoding.UTF8.GetBytes(text)
        : ReadFile(Path.Combine(DataFolder(), "Tango", "secret.key"));

    // Empty for a user without a home: then the key would be in the current directory.
    private static string DataFolder() => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder
        ? folder
        : throw new TangoException(Descriptors.SecretKeyUnusable.Create(DiagnosticSubject.None, "secret.key", "this user has no folder for application data"));

    // Under a lock, because several builds may create it at once: a move that does not overwrite is not atomic on Unix.
    private static void Create(string path)
    {
        using var own = FileLock.AcquireAsync(path + ".lock").AsTask().GetAwaiter().GetResult();
        if (File.Exists(path))
            return;

        var staged = AtomicFile.StagedName(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        try
        {
            using (var stream = new FileStream(staged, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(Length));
                stream.Flush(flushToDisk: true);
            }

            FileChange.Move(staged, path);
        }
        finally
        {
            FileChange.TryDelete(staged);
        }
    }
}
