using System.Collections.Immutable;
using System.Security.Cryptography;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.Formats.Json;
using Tango.Graph;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Identity;

/// <summary>
/// Computes identities. An id contains the scheme, the type's full name, its version or code, the format, every argument and its type's version, and through arguments the
/// content of files and the ids of other steps. It contains nothing else.
/// </summary>
internal sealed class StepIdentifier
{
    /// <summary>Raised when the encoding changes, so that old ids are never equal to new ones.</summary>
    public const int SchemeVersion = 1;

    private const int ShortTextLength = 200;

    private readonly InputFileHasher _files;
    private readonly CodeIdentity _code;
    private readonly Dictionary<string, string> _standIns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StepIdentity> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates an identifier.</summary>
    /// <param name="code">What represents code.</param>
    public StepIdentifier(InputFileHasher files, CodeIdentity code = CodeIdentity.Auto)
    {
        _files = files;
        _code = code;
    }

    /// <summary>Computes the identity of every step of a graph, in the order of its nodes.</summary>
    /// <param name="cancellationToken">Cancels the hashing of input files.</param>
    public ImmutableArray<StepIdentity> Identify(StepGraph graph, CancellationToken cancellationToken = default) =>
        Identify(graph, static (_, identify) => identify(), cancellationToken);

    /// <summary>What represents a step in the ids of others instead of its unique id; null: its unique id does.</summary>
    internal Func<StepNode, string?>? StandIn { get; init; }

    /// <summary>Computes the identity of every step of a graph, of which some may be cached.</summary>
    /// <param name="remember">Returns the cached identity of a step, or calls its argument and caches the result.</param>
    /// <param name="cancellationToken">Cancels the hashing of input files.</param>
    internal ImmutableArray<StepIdentity> Identify(
        StepGraph graph,
        Func<StepNode, Func<StepIdentity>, StepIdentity> remember,
        CancellationToken cancellationToken = default)
    {
        _files.Prepare(InputFilesOf(graph), cancellationToken);
        using var writer = new CanonicalWriter();
        using var total = new CanonicalWriter();
        var identities = ImmutableArray.CreateBuilder<StepIdentity>(graph.Nodes.Length);
        foreach (var node in graph.Nodes)
        {
            var identity = remember(node, () => Identify(node, writer, total));
            _byName.Add(node.Name, identity);
            if (StandIn?.Invoke(node) is { } text)
                _standIns.Add(node.Name, text);

            identities.Add(identity);
        }

        return identities.MoveToImmutable();
    }

    private static HashSet<string> InputFilesOf(StepGraph graph)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var argument in node.Arguments)
            {
                foreach (var file in InputFileValues.In(argument.Value))
                    paths.Add(file.FullPath);
            }
        }

        return paths;
    }

    private StepIdentity Identify(StepNode node, CanonicalWriter writer, CanonicalWriter total)
    {
        if (node.Referenced is { Step: var step })
            return new StepIdentity(step.UniqueId, [], FormatName.Parse(step.Format), step.IsFindable);

        var format = StepFormat.Get(node);
        var entries = ImmutableArray.CreateBuilder<IdentityEntry>(node.Arguments.Length + 4);
        var list = new EntryList(entries, writer, total);

        list.Add(IdentityEntryNames.Scheme, SchemeVersion);
        list.Add(IdentityEntryNames.Type, node.Type.FullName);
        AddCode(list, node);
        list.Add(IdentityEntryNames.Format, FormatText(format, node.CustomFormat));
        AddArguments(list, node);

        var findable = node.Type.Deterministic && node.Inputs.All(input => _byName[input.Name].IsFindable);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        total.Finish(hash);
        var uniqueId = node.Type.Deterministic
            ? UniqueId.Create(node.Type.ClassName, node.Type.Version, hash)
            : UniqueId.NewRandom(node.Type.ClassName, node.Type.Version);
        return new StepIdentity(uniqueId, entries.DrainToImmutable(), format, findable);
    }

    private void AddCode(EntryList list, StepNode node)
    {
        if (node.Type.Version is { } version)
            list.Add(IdentityEntryNames.Version, version);
        else if (_code == CodeIdentity.Auto)
            list.Add(IdentityEntryNames.Code, node.Type.CodeFingerprint);
    }

    // Without the compression: the same result may be stored with any.
    private static string FormatText(FormatName format, CustomFormat? own) =>
        (BuiltInFormats.VersionOf(format.Name) ?? own?.Version) is { } version ? $"{format.Name} {version}" : format.Name;

    private void AddArguments(EntryList list, StepNode node)
    {
        var encoder = new ValueEncoder(path => _files.HashOf(path), IdForOthers);
        foreach (var argument in node.Arguments)
        {
            if (IsSkipped(argument, encoder))
                continue;

            Add(list, node, argument, encoder);
            for (var type = argument.Parameter.Type; type is not null; type = type.Element)
            {
                if (type.Version is { } version)
                    list.Add(IdentityEntryNames.TypeVersion(argument.Parameter.Name), version);
            }

            foreach (var file in InputFileValues.In(argument.Value))
                list.Add(IdentityEntryNames.File(file.RelativePath), file, encoder, argument.Parameter.Name);
        }
    }

    private static void Add(EntryList list, StepNode node, StepArgument argument, ValueEncoder encoder)
    {
        try
        {
            list.Add(IdentityEntryNames.Argument(argument.Parameter.Name), argument.Value, encoder, argument.Value.Shortened(ShortTextLength));
        }
        catch (Exception exception) when (exception is ResultNotStorableException or NotSupportedException or System.Text.Json.JsonException)
        {
            var subject = new DiagnosticSubject(node.File, node.Name, argument.Parameter.Name);
            var text = argument.Value.Shortened(ShortTextLength);
            var why = exception is ResultNotStorableException ? exception.Message : ResultJson.NotStorable(argument.Value.GetType(), exception).Message;
            throw new TangoException(
                Descriptors.ValueDoesNotConvert.Create(
                    subject, argument.Parameter.Name, text, argument.Parameter.Type, $"Different objects could get the same unique id: {why} Or exclude it from the id with [SkipInId] on the parameter."),
                exception);
        }
    }

    private string IdForOthers(string name) => _standIns.TryGetValue(name, out var text) ? text : _byName[name].UniqueId;

    private static bool IsSkipped(StepArgument argument, ValueEncoder encoder) => argument.Parameter.SkipInId switch
    {
        SkipInIdRule.Never => false,
        SkipInIdRule.Always => true,
        _ => argument.Parameter.SkipInIdDefault is { } skipped
            && (argument.Value.Equals(skipped) || (argument.Value is ArgumentValue.InMemory && encoder.AreEqual(argument.Value, skipped))),
    };

    private readonly ref struct EntryList(
        ImmutableArray<IdentityEntry>.Builder entries,
        CanonicalWriter writer,
        CanonicalWriter total)
    {
        public void Add(string name, string text)
        {
            writer.WriteText(text);
            Finish(name, text);
        }

        public void Add(string name, int number)
        {
            writer.WriteInteger(number);
            Finish(name, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        public void Add(string name, ArgumentValue value, ValueEncoder encoder, string text)
        {
            encoder.Write(writer, value);
            Finish(name, text);
        }

        private void Finish(string name, string text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            writer.Finish(hash);
            total.WriteText(name);
            total.WriteBytes(hash);
            entries.Add(new IdentityEntry { Name = name, Hash = Convert.ToHexStringLower(hash), Text = text });
        }
    }
}
