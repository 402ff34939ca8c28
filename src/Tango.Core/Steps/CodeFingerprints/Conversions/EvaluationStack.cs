namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>
/// The types on the evaluation stack at a position in a method. One pass over the instructions is enough: the stack at a position that is reached only by jumps is known from an
/// earlier jump (ECMA-335, III.1.7.5).
/// </summary>
internal sealed class EvaluationStack
{
    private readonly List<MentionedTypes> _values = [];
    private readonly Dictionary<int, MentionedTypes[]> _expected = [];
    private bool _isReached = true;

    internal void Clear()
    {
        _values.Clear();
        _expected.Clear();
        _isReached = true;
    }

    internal void Push(MentionedTypes value) => _values.Add(value);

    internal void Pop(int count)
    {
        for (var i = 0; i < count; i++)
            Pop();
    }

    internal MentionedTypes Pop()
    {
        if (_values.Count == 0)
            return MentionedTypes.None;

        var value = _values[^1];
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>An exception handler starts at the offset.</summary>
    internal void Expect(int offset, MentionedTypes exception) => _expected.TryAdd(offset, [exception]);

    /// <summary>The instruction may jump to the target.</summary>
    internal void Jump(int target)
    {
        if (_values.Count > 0)
            _expected[target] = _expected.TryGetValue(target, out var known) ? Merge(known) : [.. _values];
    }

    /// <summary>Execution never continues with the next instruction.</summary>
    internal void End()
    {
        _values.Clear();
        _isReached = false;
    }

    /// <summary>The next instruction is at the offset.</summary>
    internal void MoveTo(int offset)
    {
        if (_expected.Count > 0 && _expected.TryGetValue(offset, out var known))
        {
            var merged = _isReached ? Merge(known) : known;
            _values.Clear();
            _values.AddRange(merged);
        }

        _isReached = true;
    }

    private MentionedTypes[] Merge(MentionedTypes[] known)
    {
        var merged = (MentionedTypes[])known.Clone();
        for (var i = 0; i < merged.Length && i < _values.Count; i++)
            merged[i] = merged[i].Or(_values[i]);

        return merged;
    }
}
