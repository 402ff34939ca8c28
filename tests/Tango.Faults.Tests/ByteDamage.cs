namespace Tango.Faults.Tests;

/// <summary>What damage does to bytes.</summary>
internal static class ByteDamage
{
    /// <summary>All kinds, with their names.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], Random, byte[]> Do)> All { get; } =
    [
        ("flip a bit", FlipBit),
        ("remove a byte", RemoveByte),
        ("cut", static (content, random) => content[..random.Next(content.Length + 1)]),
        ("empty", static (_, _) => []),
        ("append", static (content, random) => [.. content, .. Enumerable.Repeat((byte)'x', random.Next(1, 10_000))]),
        ("random bytes", RandomBytes),
        ("double", static (content, _) => [.. content, .. content]),
    ];

    private static byte[] FlipBit(byte[] content, Random random)
    {
        byte[] damaged = [.. content];
        if (damaged.Length > 0)
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));

        return damaged;
    }

    private static byte[] RemoveByte(byte[] content, Random random)
    {
        var at = random.Next(Math.Max(1, content.Length));
        return [.. content.Take(at), .. content.Skip(at + 1)];
    }

    private static byte[] RandomBytes(byte[] content, Random random)
    {
        var damaged = new byte[random.Next(0, 5_000)];
        random.NextBytes(damaged);
        return damaged;
    }
}
