using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Remembers what tokens stand for: most of them are written hundreds of times.</summary>
internal sealed class TokenRecorder
{
    private readonly Dictionary<AssemblyImage, Dictionary<long, TokenText>> _texts = [];
    private readonly List<CodeNode> _edges = [];
    private readonly List<string> _packages = [];
    private bool _isSpoiled;

    internal TokenText? Find(AssemblyImage assembly, long key) => _texts.TryGetValue(assembly, out var texts) ? texts.GetValueOrDefault(key) : null;

    internal void Start()
    {
        _edges.Clear();
        _packages.Clear();
        _isSpoiled = false;
    }

    internal void Add(CodeNode edge) => _edges.Add(edge);

    internal void Add(string package) => _packages.Add(package);

    /// <summary>What is being written means something else in another place.</summary>
    internal void Spoil() => _isSpoiled = true;

    internal void Stop(AssemblyImage assembly, long key, ReadOnlySpan<byte> text)
    {
        if (_isSpoiled)
        {
            return;
        }

        if (!_texts.TryGetValue(assembly, out var texts))
        {
            _texts.Add(assembly, texts = []);
        }

        texts.Add(key, new TokenText(text.ToArray(), [.. _edges], [.. _packages]));
    }
}
