namespace System;

/// <summary>Lets the compiler match lists for .NET Standard.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
