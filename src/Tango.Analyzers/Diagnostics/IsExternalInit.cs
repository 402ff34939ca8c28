namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler write records for .NET Standard.</summary>
internal static class IsExternalInit;
