using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Steps;

/// <summary>A <see cref="StepTypeCatalog"/> in a state file.</summary>
internal static class StepTypeState
{
    public static void Write(StateWriter writer, StepTypeCatalog catalog)
    {
        writer.WriteAll(catalog.Types, WriteType);
        writer.WriteAll(catalog.Diagnostics, DiagnosticState.Write);
        writer.WriteAll(catalog.Formats, WriteFormat);
    }

    public static StepTypeCatalog Read(StateReader reader, CodeSources sources) =>
        new(reader.ReadAll(ReadType), reader.ReadAll(DiagnosticState.Read), reader.ReadAll(ReadFormat)) { Sources = sources };

    private static void WriteType(StateWriter writer, StepType type)
    {
        writer.Write(type.ClassName);
        writer.Write(type.FullName);
        writer.WriteOptional(type.RegisteredName);
        writer.Write(type.AssemblyName);
        writer.WriteOptional(type.Package);
        writer.Write(type.DeclaringType);
        writer.Write(type.MethodName);
        writer.Write(type.IsFunction);
        writer.Write(type.Deterministic);
        writer.Write((int)type.Caching);
        writer.WriteOptional(type.Version);
        writer.WriteOptional(type.Format);
        writer.WriteOptional(type.CodeOnlyOverride);
        writer.WriteAll(type.Parameters, WriteParameter);
        writer.Write(type.Result is not null);
        if (type.Result is { } result)
            writer.WriteShared(result, WriteResult);

        writer.WriteOptional(type.Location);
        writer.Write(type.CodeFingerprint);
        writer.WriteOptional(type.ResultFingerprint);
    }

    private static StepType ReadType(StateReader reader) => new()
    {
        ClassName = reader.ReadString(),
        FullName = reader.ReadString(),
        RegisteredName = reader.ReadOptional(),
        AssemblyName = reader.ReadString(),
        Package = reader.ReadOptional(),
        DeclaringType = reader.ReadString(),
        MethodName = reader.ReadString(),
        IsFunction = reader.ReadBoolean(),
        Deterministic = reader.ReadBoolean(),
        Caching = (StepCaching)reader.ReadInt32(),
        Version = reader.ReadOptional(),
        Format = reader.ReadOptional(),
        CodeOnlyOverride = reader.ReadOptional(),
        Parameters = reader.ReadImmutable(ReadParameter),
        Result = reader.ReadBoolean() ? reader.ReadShared(ReadResult) : null,
        Location = reader.ReadOptional(),
        CodeFingerprint = reader.ReadString(),
        ResultFingerprint = reader.ReadOptional(),
    };

    private static void WriteParameter(StateWriter writer, StepParameter parameter)
    {
        writer.Write(parameter.Name);
        WriteParameterType(writer, parameter.Type);
        writer.Write(parameter.ClrName);
        writer.Write(parameter.Position);
        WriteValue(writer, parameter.Default);
        writer.Write(parameter.IsSecret);
        writer.Write((byte)parameter.SkipInId);
        WriteValue(writer, parameter.SkipInIdDefault);
    }

    private static StepParameter ReadParameter(StateReader reader) => new(reader.ReadString(), ReadParameterType(reader))
    {
        ClrName = reader.ReadString(),
        Position = reader.ReadInt32(),
        Default = ReadValue(reader),
        IsSecret = reader.ReadBoolean(),
        SkipInId = (SkipInIdRule)reader.ReadByte(),
        SkipInIdDefault = ReadValue(reader),
    };

    private static void WriteParameterType(StateWriter writer, ParameterType type)
    {
        writer.Write((byte)type.Kind);
        WriteName(writer, type.Name);
        writer.Write(type.IsNullable);
        writer.Write(type.Element is not null);
        if (type.Element is { } element)
            WriteParameterType(writer, element);

        writer.WriteOptional(type.Version);
        writer.Write(type.IsFlags);
        writer.WriteAll(type.EnumMembers, WriteMember);
    }

    private static ParameterType ReadParameterType(StateReader reader) => new((ParameterKind)reader.ReadByte(), ReadName(reader), reader.ReadBoolean())
    {
        Element = reader.ReadBoolean() ? ReadParameterType(reader) : null,
        Version = reader.ReadOptional(),
        IsFlags = reader.ReadBoolean(),
        EnumMembers = reader.ReadImmutable(ReadMember),
    };

    private static void WriteMember(StateWriter writer, EnumMember member)
    {
        writer.Write(member.Name);
        writer.Write(member.Value);
    }

    private static EnumMember ReadMember(StateReader reader) => new(reader.ReadString(), reader.ReadInt64());

    private static void WriteValue(StateWriter writer, ArgumentValue? value)
    {
        writer.Write(value?.GetType().Name ?? "");
        switch (value)
        {
            case ArgumentValue.Scalar scalar:
                // Character by character: a default value may contain half of a surrogate pair, which UTF-8 cannot encode.
                writer.Write(scalar.Value.GetType().FullName!);
                writer.WriteAll(ScalarText.Format(scalar.Value).ToCharArray(), static (writer, character) => writer.Write((ushort)character));
                break;
            case ArgumentValue.Enumeration member:
                writer.Write(member.Text);
                writer.Write(member.Number);
                break;
            case ArgumentValue.List list:
                writer.WriteAll(list.Items, WriteValue);
                writer.Write(list.IsSet);
                break;
        }
    }

    private static ArgumentValue? ReadValue(StateReader reader) => reader.ReadString() switch
    {
        nameof(ArgumentValue.Scalar) => ReadScalar(reader.ReadString(), new string(reader.ReadAll(static reader => (char)reader.ReadUInt16()))),
        nameof(ArgumentValue.Enumeration) => new ArgumentValue.Enumeration(reader.ReadString(), reader.ReadInt64()),
        nameof(ArgumentValue.List) => new ArgumentValue.List([.. reader.ReadAll(ReadValue)!], reader.ReadBoolean()),
        nameof(ArgumentValue.Null) => ArgumentValue.Null.Instance,
        "" => null,
        var kind => throw new FormatException($"{kind} is no value of a default."),
    };

    private static ArgumentValue ReadScalar(string type, string text) =>
        ScalarTypes.Find(type)?.Read(text) is { } value ? new ArgumentValue.Scalar(value) : throw new FormatException($"'{text}' is no {type}.");

    private static void WriteResult(StateWriter writer, ResultType result)
    {
        WriteName(writer, result.Name);
        writer.WriteAll(result.AssignableTo, WriteName);
        writer.WriteAll(result.Members, static (writer, member) =>
        {
            writer.Write(member.Key);
            writer.WriteShared(member.Value, WriteResult);
        });
        writer.WriteOptional(result.JsonLoss);
        writer.WriteOptional(result.JsonLinesLoss);
    }

    private static ResultType ReadResult(StateReader reader) => new(
        ReadName(reader),
        reader.ReadImmutable(ReadName),
        reader.ReadImmutable(static reader => KeyValuePair.Create(reader.ReadString(), reader.ReadShared(ReadResult))))
    {
        JsonLoss = reader.ReadOptional(),
        JsonLinesLoss = reader.ReadOptional(),
    };

    private static void WriteName(StateWriter writer, TypeName name) => writer.WriteShared(name, static (writer, name) =>
    {
        writer.Write(name.FullName);
        writer.WriteAll(name.Arguments, WriteName);
    });

    private static TypeName ReadName(StateReader reader) =>
        reader.ReadShared(static reader => new TypeName(reader.ReadString(), reader.ReadImmutable(ReadName)));

    private static void WriteFormat(StateWriter writer, CustomFormat format)
    {
        writer.Write(format.Type);
        writer.Write(format.Assembly);
        writer.Write(format.Version);
    }

    private static CustomFormat ReadFormat(StateReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadInt32());
}
