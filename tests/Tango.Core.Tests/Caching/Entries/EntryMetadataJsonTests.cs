using System.Security.Cryptography;
using System.Text;
using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching.Entries;

public sealed class EntryMetadataJsonTests
{
    private static readonly EntryMetadata Full = new()
    {
        UniqueId = "TrainModel-1-0123",
        Step = "mödel \"1\"",
        Type = "Iris.TrainModel",
        Version = "1",
        Format = "json.zst",
        FormatVersion = 2,
        Files = [new() { Name = "result.json.zst", Size = 12, Sha256 = "ab" }],
        Identity = [new() { Name = "argument:epochs", Hash = "cd", Text = "10" }],
        Dependencies = ["Split-1-4567"],
        CodeFingerprint = "ef",
        Summary = "accuracy 97.3 %",
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567),
        Duration = TimeSpan.FromTicks(12_345_678_901),
        Host = "build-7",
        ToolVersion = "0.1.0",
    };

    [Fact]
    public void The_file_is_readable_json()
    {
        const string expected = """
            {
              "schemaVersion": 1,
              "uniqueId": "TrainModel-1-0123",
              "step": "mödel \"1\"",
              "type": "Iris.TrainModel",
              "version": "1",
              "format": "json.zst",
              "formatVersion": 2,
              "isNull": false,
              "files": [
                {
                  "name": "result.json.zst",
                  "size": 12,
                  "sha256": "ab"
                }
              ],
              "identity": [
                {
                  "name": "argument:epochs",
                  "hash": "cd",
                  "text": "10"
                }
              ],
              "dependencies": [
                "Split-1-4567"
              ],
              "codeFingerprint": "ef",
              "summary": "accuracy 97.3 %",
              "started": "2026-01-02T01:04:05.1234567Z",
              "duration": 1234.5678901,
              "host": "build-7",
              "toolVersion": "0.1.0",
              "digest": "DIGEST"
            }

            """;

        var text = expected.ReplaceLineEndings("\n");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text[..text.IndexOf("\"digest\"", StringComparison.Ordinal)])));
        Assert.Equal(text.Replace("DIGEST", digest, StringComparison.Ordinal), Encoding.UTF8.GetString(EntryMetadataJson.Write(Full).Span));
    }

    [Fact]
    public void A_bit_that_flipped_is_noticed_wherever_it_is()
    {
        var json = EntryMetadataJson.Write(Full).ToArray();
        for (var index = 0; index < json.Length; index++)
        {
            for (var bit = 1; bit < 256; bit <<= 1)
            {
                json[index] ^= (byte)bit;
                AssertDamaged(json);
                json[index] ^= (byte)bit;
            }
        }

        Assert.NotNull(EntryMetadataJson.Read(json));
    }

    [Fact]
    public void A_byte_that_is_missing_doubled_or_the_last_one_is_noticed_wherever_it_is()
    {
        var json = EntryMetadataJson.Write(Full).ToArray();
        for (var index = 0; index < json.Length; index++)
        {
            AssertDamaged([.. json[..index], .. json[(index + 1)..]]);
            AssertDamaged([.. json[..index], json[index], .. json[index..]]);
            AssertDamaged(json[..index]);
        }

        AssertDamaged([.. json, (byte)'\n']);
        AssertDamaged([0xEF, 0xBB, 0xBF, .. json]);
        AssertDamaged([.. json, .. json]);
        AssertDamaged(new byte[json.Length]);
    }

    [Fact]
    public void Everything_is_read_again()
    {
        var read = EntryMetadataJson.Read(EntryMetadataJson.Write(Full))!;

        Assert.Equal(EntryMetadataJson.Write(Full).ToArray(), EntryMetadataJson.Write(read).ToArray());
        Assert.Equal((Full.Started.UtcDateTime, TimeSpan.Zero, Full.Duration), (read.Started.UtcDateTime, read.Started.Offset, read.Duration));
        Assert.Equal(Full.Identity.ToArray(), read.Identity.ToArray());
        Assert.Equal(Full.Files.ToArray(), read.Files.ToArray());
    }

    [Fact]
    public void What_was_not_recorded_stays_out()
    {
        var read = EntryMetadataJson.Read(EntryMetadataJson.Write(Entry.Of("a")))!;

        Assert.Null(read.Version);
        Assert.Null(read.Summary);
        Assert.DoesNotContain("version\": null", Encoding.UTF8.GetString(EntryMetadataJson.Write(Entry.Of("a")).Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_added_later_are_passed_over()
    {
        var text = Encoding.UTF8.GetString(EntryMetadataJson.Write(Full).Span).Replace("\"step\"", "\"later\": [1],\n  \"step\"", StringComparison.Ordinal);

        Assert.Equal(Full.Step, EntryMetadataJson.Read(Entry.Resealed(text))!.Step);
    }

    private static void AssertDamaged(byte[] json) => Assert.Throws<InvalidDataException>(() => EntryMetadataJson.Read(json));
}
