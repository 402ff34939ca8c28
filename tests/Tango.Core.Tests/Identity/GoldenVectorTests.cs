using System.Numerics;
using Tango.Core.Tests.Parameters;
using Tango.Parameters;

namespace Tango.Core.Tests.Identity;

/// <summary>
/// The encoding, pinned. A change that breaks one of these gives every user's results new ids: it needs another scheme version, and a reason.
/// </summary>
public sealed class GoldenVectorTests
{
    private static readonly ArgumentValue One = new ArgumentValue.Scalar(1L);

    private static readonly ArgumentValue Two = new ArgumentValue.Scalar(2L);

    public static TheoryData<string, object, string> Values { get; } = new()
    {
        { "null", ArgumentValue.Null.Instance, "1b16b1df538ba12dc3f97edbb85caa7050d46c148134290feba80f8236c83db9" },
        { "true", Scalar(true), "e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8" },
        { "false", Scalar(false), "252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111" },
        { "0", Scalar(0L), "67d45bd5ab4d39eca9647b34ba0ea609bbfa9e5cef4c01237301693c8e9cd985" },
        { "1", One, "6560abcac9db400155722865e56bed7a3cb5db271069f9d632664db2168d42e2" },
        { "-1", Scalar(-1L), "c28628695e465c9b68bc17bcf4988197ea663de131131588801ec906eda0dc02" },
        { "127", Scalar(127L), "449c068e030949edeca874ef8fac970145c1aab260ee0ace1ab5d359c55a1d8d" },
        { "128", Scalar(128L), "3b99e4986f0a730edfbea328280c72708e7d94f3e132373623fc802a949029b7" },
        { "-128", Scalar(-128L), "1dc63064f41ad9d8a1a1e20986154929b9e054430eaf72e6eeda1bb4a461b047" },
        { "-129", Scalar(-129L), "02f4a561cf85de5c9ee2de6b1dbbc1ffb79ff60e01cb0f149e15ccf3fd18f7b2" },
        { "65536", Scalar(65536L), "fed5f041ca1e7386b51730808e64e019151de329df5e9c8473aa0430169ab947" },
        { "long.MinValue", Scalar(long.MinValue), "f13716d5fa5761e982790aae083185e1735f29b7fc4ffb0f8fee4b5d0472f54a" },
        { "long.MaxValue", Scalar(long.MaxValue), "dce47bd0aac835a749c24c560064e7860c2f90f2992ba3dc4500f1e90b346479" },
        { "ulong.MaxValue", Scalar(ulong.MaxValue), "27c6e7dd379458ebd39f177b3c16a209717705dbd2765e882d9309be5f9e903e" },
        { "10^42", Scalar(BigInteger.Pow(10, 42)), "fe7c86ffe42e534e5a434b482f81364e53b1d64d831accefa7f6b155c0806851" },
        { "-10^42", Scalar(-BigInteger.Pow(10, 42)), "f1b1de6ac778ea324a74b73eef00f34afcd309fa60e311dbcff6aa9f27342852" },
        { "0.0", Scalar(0.0), "019f76127757f5d29dd33fbdca211fdc0ece9b093995fdb2706a5a8805c0e2b9" },
        { "-0.0", Scalar(-0.0), "c12f5201a213e59beeca38c52fafd1cd5e7a7012be7acbdc5aecbd93f4d0949a" },
        { "1.0", Scalar(1.0), "8384008b5f4ebe1cc9c6c71a11800bc002129fae5b623f6310a6c5207d3c8202" },
        { "0.1", Scalar(0.1), "6c94b385197a648952006951ad2b7e81296347ccc422e0ec89dcc61d25e1a5df" },
        { "0.1 as float", Scalar((double)0.1f), "44d0f7ec0eb642c371f7c4a1b2e91687d96a9a38c8b016244003883bc89e3619" },
        { "infinity", Scalar(double.PositiveInfinity), "129cda7e50045e7d4790f8f9ec1442719a82514886fb0c23a3123597ad45f640" },
        { "NaN", Scalar(double.NaN), "8cc91a48900c3cb5a587ec8b1939757333058d4a2cf283c37cec110656a00742" },
        { "1.0 as decimal", Scalar(1.0m), "6320ca2789e4b1f95a4a8e93855cf2e38124c8184a3d9e55e8dd331b8b09f98c" },
        { "1.50 as decimal", Scalar(1.50m), "bde36be6f22e8be69845f42c0e6dd4f75c35e9a0b61f7c57e448a6bd4d2fa7f6" },
        { "-0.025 as decimal", Scalar(-0.025m), "168bae6c67e6f63a12217d1e20e5491f71161c45c33f5823c93e37201979bd28" },
        { "JSON 1", new ArgumentValue.JsonNumber("1"), "6320ca2789e4b1f95a4a8e93855cf2e38124c8184a3d9e55e8dd331b8b09f98c" },
        { "JSON 15e-1", new ArgumentValue.JsonNumber("15e-1"), "bde36be6f22e8be69845f42c0e6dd4f75c35e9a0b61f7c57e448a6bd4d2fa7f6" },
        { "empty text", Scalar(""), "28a3d6d537e5d5090d33c042ad97db2081e47f9cc713e983ebb94121172153c8" },
        { "text", Scalar("text"), "03a5dbb197b1a5de9b278797b8333cf9201d3dad181b15b18d02b9b4bdec61aa" },
        { "text 1", Scalar("1"), "a89d7b6cbc7058d547759b33d28685b92133be0127a3314447454571e8764e9c" },
        { "Grüße 🌍", Scalar("Grüße 🌍"), "eb456735169c6a768223363f6f8e8c08504c960e3e5f0fde1334d98f74ed9008" },
        { "half a character", Scalar("\ud83c"), "ae96546ec19be6bb11fbda1522741d205d1282d96aefe4d5bfed2bb8f7115765" },
        { "character", Scalar('x'), "9f22a00ff3fa2d934773d62c06f866c6721c9d032f64e8e006d16f22650ee6c6" },
        { "long text", Scalar(new string('x', 100_000)), "879a49c0d65ca994af07841da20ab2daea56600898a52b86ea611b4c621e8280" },
        { "enumeration", new ArgumentValue.Enumeration("Friday", 5), "6e05e754fce875832abe9fe84233c17bbfb349d78686c0a95a144d4a2018bbce" },
        { "flags", new ArgumentValue.Enumeration("Read, Write", 3), "13194b11a8c61058c99eec78a3557738a21cbd26091762f9f63fbda3ec66f4a4" },
        { "UTC time", Scalar(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)), "a1dbd0e21a994227d3863850c80b8e3edebf98d63f06ebdce1b0706810ff9706" },
        { "time without zone", Scalar(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Unspecified)), "8d829b210a26d71015206ba1903e0be06907ae8e2b8ee3bbf0a412d6bc189878" },
        { "time with offset", Scalar(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromMinutes(330))), "dcf3c7d16a74a6a2dd957016a32a43e97302bb076ec0179a26a140fb60aba632" },
        { "date", Scalar(new DateOnly(2026, 1, 31)), "aa96e334d72fecd562013d336bda6f9b56b6298e433a8fc9c542b52f20f4b20b" },
        { "time of day", Scalar(new TimeOnly(12, 30, 15)), "41a90c8d2ac8ba59bb234d5254fac88c5686e6e9e9209605a2c0fc75be7bb6be" },
        { "duration", Scalar(TimeSpan.FromSeconds(-90)), "3cdd1f2ae74d5ed32c57fea9f1ebb215d7f4878ee71faf4cb3c2350894c10d23" },
        { "GUID", Scalar(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")), "87368c961af4d61e04c4bef8f6696143647e3bab10dcda8dac5ae29cedacf844" },
        { "URI", Scalar(new Uri("https://example.org/Data?q=1")), "47bfd029434e4564012223b60075fd4c3177e2bbc9b4b4cf25ec52d5f34f37ec" },
        { "version", Scalar(new Version(1, 2, 3)), "89dc60eff274fe40cb00a9fce742cbe868c9604a5f224c4322eb18d8ba298b3a" },
        { "empty list", new ArgumentValue.List([]), "fcaeb82b28d0198401682757c9e266dfd53f52d5d6fa4c89282f130831f71965" },
        { "list", new ArgumentValue.List([One, Two]), "20d1d39a4ac54bf2327aa1118b19f2506716a5977f58d2860f34ee34e967ba38" },
        { "list the other way round", new ArgumentValue.List([Two, One]), "6f06dfc87e834ce5deb6fcdf61413238c81461b57de97a786854c2e2837194b3" },
        { "nested list", new ArgumentValue.List([new ArgumentValue.List([One]), Two]), "63706d488b4073497d88dac955ad3157d60819099ca0bb92855904aa34d917de" },
        { "empty set", new ArgumentValue.List([], IsSet: true), "14f825b2bbc32dd8d196367fa8776873069c12a8954d8da7513aa7704ddd09eb" },
        { "set", new ArgumentValue.List([One, Two], IsSet: true), "63248b0515a1db130a7d4e3ebccdfd0d06813fda1908fe7abfbdbd7ec1e6c926" },
        { "set the other way round", new ArgumentValue.List([Two, One], IsSet: true), "63248b0515a1db130a7d4e3ebccdfd0d06813fda1908fe7abfbdbd7ec1e6c926" },
        { "empty map", new ArgumentValue.Map([]), "3541e98bd04b5587b9c1918d8abed88bded9328de3fedd36e856d151cb05383e" },
        { "map", new ArgumentValue.Map([new("a", One), new("b", Two)]), "a0d847da20048cb030ab0b8f14713587501cf00ffd7ada0845c66815e12e80a4" },
        { "map of maps", new ArgumentValue.Map([new("a", new ArgumentValue.Map([new("b", One)]))]), "c4405969a674df1f629dee79496c55fda1f4fc23ede36e1c28db2a7991f0b5f5" },
        { "file", new ArgumentValue.File("/p/data/a.txt", "data/a.txt"), "5f1a9650b093a7d10e4984c144284b88d89ed47afc1064bfdef498e51c734d12" },
        { "files", new ArgumentValue.Files([new("/p/data/a.txt", "data/a.txt"), new("/p/data/b.txt", "data/b.txt")]), "3e34d9aa5ebf85efcb2595ccbb80ec20d4418d71c6ebee84ac8c4c514d02c478" },
        { "reference", new ArgumentValue.Reference(new StepReference("model")), "91f896b5de9a205ea127d0f335d503fd6e20ea16d06b2d0f210f86d2d68d6d5e" },
        { "reference to a part", new ArgumentValue.Reference(new StepReference("split", ["Train", "0"])), "5dc7338af1e999d14102e3029cb329a5a6095b4b4961588ab89bc0cd15310941" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_has_the_hash_it_has_always_had(string name, object value, string hash)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            Assert.True(hash == Encoded.Hash((ArgumentValue)value), $"{name} is {Encoded.Hash((ArgumentValue)value)}");
        }
    }

    private static ArgumentValue Scalar(object value) => new ArgumentValue.Scalar(value);
}
