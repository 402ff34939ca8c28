using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Caches the texts of tokens: most of them are written hundreds of times.</summary>
internal sealed class TokenCache
{
    private readonly Dictionary<AssemblyImage, Dictionary<long, TokenText>> _texts = [];
    private readonly List<CodeNode> _edges = [];
    private readonly List<string> _packages = [];
    private bool _isInvalid;

    internal TokenText? Find(AssemblyImage assembly, long key) => _texts.TryGetValue(assembly, out var texts) ? texts.GetValueOrDefault(key) : null;

    internal void Start()
    {
        _edges.Clear();
        _packages.Clear();
        _isInvalid = false;
    }

    internal void Add(CodeNode edge) => _edges.Add(edge);

    internal void Add(string package) => _packages.Add(package);

    /// <summary>Records that the current text depends on where it is used, so that it is not cached.</summary>
    internal void Invalidate() => _isInvalid = true;

    internal void Stop(AssemblyImage assembly, long key, ReadOnlySpan<byte> text)
    {
        if (_isInvalid)
            return;

        if (!_texts.TryGetValue(assembly, out var texts))
            _texts.Add(assembly, texts = []);

        texts.Add(key, new TokenText(text.ToArray(), [.. _edges], [.. _packages]));
    }
}
