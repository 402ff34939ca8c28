namespace Tango.Parameters;

/// <summary>When an argument is left out of its step's identity.</summary>
internal enum SkipInIdRule
{
    /// <summary>Never: the argument is part of the identity.</summary>
    Never,

    /// <summary>Always: <c>[SkipInId]</c>.</summary>
    Always,

    /// <summary>While it equals a value: <c>[SkipInId(Default = x)]</c>.</summary>
    WhenDefault,
}
