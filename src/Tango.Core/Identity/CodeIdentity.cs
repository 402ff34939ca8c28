namespace Tango.Identity;

/// <summary>What stands for a step's code in its identity.</summary>
internal enum CodeIdentity
{
    /// <summary>The step's version where it has one, else the fingerprint of its code.</summary>
    Auto,

    /// <summary>The version alone: code without a version is not looked at.</summary>
    None,
}
