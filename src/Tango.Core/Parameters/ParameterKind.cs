namespace Tango.Parameters;

/// <summary>The kinds of values that conversion and identity distinguish.</summary>
internal enum ParameterKind
{
    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Any integer type of the framework; <see cref="ParameterType.Name"/> gives its range.</summary>
    Integer,

    /// <summary><see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.</summary>
    Float,

    /// <summary><see cref="decimal"/>.</summary>
    Decimal,

    /// <summary><see cref="char"/>.</summary>
    Character,

    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="System.DateTime"/>.</summary>
    DateTime,

    /// <summary><see cref="System.DateTimeOffset"/>.</summary>
    DateTimeOffset,

    /// <summary><see cref="DateOnly"/>.</summary>
    Date,

    /// <summary><see cref="TimeOnly"/>.</summary>
    TimeOfDay,

    /// <summary><see cref="TimeSpan"/>.</summary>
    Duration,

    /// <summary><see cref="System.Guid"/>.</summary>
    Guid,

    /// <summary><see cref="System.Uri"/>.</summary>
    Uri,

    /// <summary><see cref="System.Version"/>.</summary>
    Version,

    /// <summary>An enumeration; <see cref="ParameterType.EnumMembers"/> lists it.</summary>
    Enumeration,

    /// <summary><see cref="Tango.InputFile"/> or <see cref="FileInfo"/>: the file's content is the value.</summary>
    InputFile,

    /// <summary><see cref="Tango.InputFiles"/>: the files' contents are the value.</summary>
    InputFiles,

    /// <summary>An array or list: order matters.</summary>
    List,

    /// <summary>A set: order does not matter.</summary>
    Set,

    /// <summary>A dictionary with text keys: order does not matter.</summary>
    Map,

    /// <summary>Any other type: given as JSON, or by reference.</summary>
    Object,
}
