using System.Security.Cryptography;
using Tango.Parameters;

namespace Tango.Identity;

/// <summary>Encodes argument values. The content of files and the unique ids of steps come from callbacks.</summary>
internal sealed class ValueEncoder
{
    private readonly Func<string, ReadOnlyMemory<byte>> _contentHash;
    private readonly Func<string, string> _uniqueId;

    public ValueEncoder(Func<string, ReadOnlyMemory<byte>> contentHash, Func<string, string> uniqueId)
    {
        _contentHash = contentHash;
        _uniqueId = uniqueId;
    }

    public void Write(CanonicalWriter writer, ArgumentValue value)
    {
        switch (value)
        {
            case ArgumentValue.Null: writer.WriteNull(); break;
            case ArgumentValue.Scalar scalar: writer.WriteScalar(scalar.Value); break;
            case ArgumentValue.Enumeration enumeration: writer.WriteEnumeration(enumeration.Text); break;
            case ArgumentValue.JsonNumber number: writer.WriteNumber(number.Text); break;
            case ArgumentValue.List { IsSet: true } set: WriteSet(writer, set); break;
            case ArgumentValue.List list: WriteList(writer, list); break;
            case ArgumentValue.Map map: WriteMap(writer, map); break;
            case ArgumentValue.Secret secret: writer.WriteText(HashOf(secret)); break;
            case ArgumentValue.File file: WriteFile(writer, file); break;
            case ArgumentValue.Files files: WriteFiles(writer, files); break;
            case ArgumentValue.Reference reference:
                writer.WriteReference(_uniqueId(reference.Target.Step), reference.Target.Path);
                break;
            case ArgumentValue.InMemory inMemory: InMemoryEncoder.Write(writer, inMemory); break;
            default: throw new InvalidOperationException($"{value.GetType().Name} has no encoding.");
        }
    }

    /// <summary>Whether two values have the same encoding, whatever their types in memory.</summary>
    public bool AreEqual(ArgumentValue a, ArgumentValue b)
    {
        Span<byte> hashes = stackalloc byte[2 * SHA256.HashSizeInBytes];
        using var writer = new CanonicalWriter();
        Write(writer, a);
        writer.Finish(hashes[..SHA256.HashSizeInBytes]);
        Write(writer, b);
        writer.Finish(hashes[SHA256.HashSizeInBytes..]);
        return hashes[..SHA256.HashSizeInBytes].SequenceEqual(hashes[SHA256.HashSizeInBytes..]);
    }

    private static string HashOf(ArgumentValue.Secret secret) => SecretVariable.Read(secret.Variable) is { } value
        ? SecretKey.HashOf(value)
        : throw new InvalidOperationException($"The environment variable '{secret.Variable}' was set when the declarations were read.");

    private void WriteList(CanonicalWriter writer, ArgumentValue.List list)
    {
        writer.BeginList(list.Items.Length);
        foreach (var item in list.Items)
            Write(writer, item);
    }

    private void WriteSet(CanonicalWriter writer, ArgumentValue.List set)
    {
        var hashes = new List<byte[]>(set.Items.Length);
        using var itemWriter = new CanonicalWriter();
        foreach (var item in set.Items)
        {
            var hash = new byte[SHA256.HashSizeInBytes];
            Write(itemWriter, item);
            itemWriter.Finish(hash);
            hashes.Add(hash);
        }

        writer.WriteSet(hashes);
    }

    private void WriteMap(CanonicalWriter writer, ArgumentValue.Map map)
    {
        writer.BeginMap(map.Members.Length);
        foreach (var (name, value) in map.Members)
        {
            writer.WriteText(name);
            Write(writer, value);
        }
    }

    private void WriteFiles(CanonicalWriter writer, ArgumentValue.Files files)
    {
        writer.BeginList(files.Items.Length);
        foreach (var file in files.Items)
            WriteFile(writer, file);
    }

    private void WriteFile(CanonicalWriter writer, ArgumentValue.File file) =>
        writer.WriteFile(file.RelativePath, _contentHash(file.FullPath).Span);
}
