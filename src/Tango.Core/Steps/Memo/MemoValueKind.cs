namespace Tango.Steps.Memo;

/// <summary>How a default value stands in the file. Numbers are part of the format.</summary>
internal enum MemoValueKind : byte
{
    Absent = 0,
    Null = 1,
    Enumeration = 2,
    List = 3,
    Set = 4,
    Text = 5,
    Boolean = 6,
    Character = 7,
    Int64 = 8,
    UInt64 = 9,
    BigInteger = 10,
    Double = 11,
    Decimal = 12,
    DateTime = 13,
    DateTimeOffset = 14,
    Date = 15,
    TimeOfDay = 16,
    Duration = 17,
    Guid = 18,
    Uri = 19,
    Version = 20,
}
