using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Steps.Memo;

/// <summary>Writes a catalog. Texts, type names and result types are written once, into tables that the rest refers to by number.</summary>
internal sealed class MemoWriter
{
    private readonly Table<string> _strings = new();
    private readonly Table<TypeName> _types = new();
    private readonly Table<ResultType> _results = new(ReferenceEqualityComparer.Instance);

    internal static byte[] Write(StepAssemblies assemblies, IReadOnlyCollection<RememberedFile> files, StepTypeCatalog catalog)
    {
        var writer = new MemoWriter();
        using var body = new Section();
        WriteList(body, catalog.Types, writer.Write);
        WriteList(body, catalog.Diagnostics, writer.Write);
        WriteList(body, catalog.Formats, writer.Write);
        return writer.Assemble(assemblies, files, body);
    }

    private byte[] Assemble(StepAssemblies assemblies, IReadOnlyCollection<RememberedFile> files, Section body)
    {
        using var file = new Section();
        file.Write(MemoHeader.Magic);
        file.Write(MemoHeader.Version);
        file.Write(MemoHeader.Reader.ToByteArray());
        WriteInputs(file, assemblies);
        WriteFiles(file, files);
        foreach (var (count, section) in new[] { (_strings.Count, _strings.Section), (_types.Count, _types.Section), (_results.Count, _results.Section) })
        {
            file.Write7BitEncodedInt(count);
            file.Write(section.ToBytes());
        }

        file.Write(body.ToBytes());
        file.Write(Checksum.Of(file.ToBytes()));
        return file.ToBytes();
    }

    private static void WriteInputs(BinaryWriter writer, StepAssemblies assemblies)
    {
        writer.Write(assemblies.Main);
        foreach (var paths in new[] { assemblies.ProjectAssemblies, assemblies.References })
        {
            writer.Write7BitEncodedInt(paths.Length);
            foreach (var path in paths)
            {
                writer.Write(path);
            }
        }

        writer.Write7BitEncodedInt(assemblies.PackageVersions.Count);
        foreach (var (assembly, version) in assemblies.PackageVersions)
        {
            writer.Write(assembly);
            writer.Write(version);
        }
    }

    private static void WriteFiles(BinaryWriter writer, IReadOnlyCollection<RememberedFile> files)
    {
        writer.Write7BitEncodedInt(files.Count);
        foreach (var file in files)
        {
            writer.Write(file.Path);
            file.Stamp.Write(writer);
            writer.Write(file.Mvid.ToByteArray());
        }
    }

    private void Write(Section section, Diagnostic diagnostic)
    {
        WriteText(section, diagnostic.Code);
        WriteText(section, diagnostic.Subject.Step ?? "");
        WriteText(section, diagnostic.Message);
    }

    private void Write(Section section, OwnFormat format)
    {
        WriteText(section, format.Type);
        WriteText(section, format.Assembly);
        section.Write(format.Version);
    }

    private void Write(Section section, StepType type)
    {
        WriteText(section, type.ClassName);
        WriteText(section, type.FullName);
        WriteText(section, type.RegisteredName);
        WriteText(section, type.AssemblyName);
        WriteText(section, type.DeclaringType);
        WriteText(section, type.MethodName);
        WriteText(section, type.Version);
        WriteText(section, type.Format);
        WriteText(section, type.CodeFingerprint);
        WriteText(section, type.CodeOnlyOverride);
        section.Write(type.IsFunction);
        section.Write(type.Deterministic);
        section.Write((byte)(type.Cacheable switch { null => 0, false => 1, true => 2 }));
        section.Write7BitEncodedInt(type.Result is { } result ? Number(result) + 1 : 0);
        WriteList(section, type.Parameters, Write);
    }

    private void Write(Section section, StepParameter parameter)
    {
        WriteText(section, parameter.Name);
        WriteText(section, parameter.ClrName);
        section.Write7BitEncodedInt(parameter.Position);
        section.Write((byte)parameter.SkipInId);
        Write(section, parameter.Type);
        WriteValue(section, parameter.Default);
        WriteValue(section, parameter.SkipInIdDefault);
    }

    private void Write(Section section, ParameterType type)
    {
        section.Write((byte)type.Kind);
        section.Write((byte)((type.IsNullable ? 1 : 0) | (type.IsFlags ? 2 : 0) | (type.Element is null ? 0 : 4) | (type.Version is null ? 0 : 8)));
        section.Write7BitEncodedInt(Number(type.Name));
        WriteList(section, type.EnumMembers, Write);
        if (type.Element is { } element)
        {
            Write(section, element);
        }

        if (type.Version is { } version)
        {
            WriteText(section, version);
        }
    }

    private void Write(Section section, EnumMember member)
    {
        WriteText(section, member.Name);
        section.Write(member.Value);
    }

    private void WriteValue(Section section, ArgumentValue? value)
    {
        switch (value)
        {
            case null:
                section.Write((byte)MemoValueKind.Absent);
                break;
            case ArgumentValue.Null:
                section.Write((byte)MemoValueKind.Null);
                break;
            case ArgumentValue.Scalar scalar:
                WriteScalar(section, scalar.Value);
                break;
            case ArgumentValue.Enumeration member:
                section.Write((byte)MemoValueKind.Enumeration);
                WriteText(section, member.Text);
                section.Write(member.Number);
                break;
            case ArgumentValue.List list:
                section.Write((byte)(list.IsSet ? MemoValueKind.Set : MemoValueKind.List));
                WriteList(section, list.Items, WriteValue);
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is no value that metadata can hold.");
        }
    }

    private void WriteScalar(Section section, object value)
    {
        var kind = MemoValueKinds.Of(value);
        section.Write((byte)kind);
        if (kind == MemoValueKind.Text)
        {
            WriteText(section, (string)value);
            return;
        }

        // The round-trip text is short, and defaults that are not text are rare.
        WriteText(section, value is BigInteger integer ? integer.ToString(CultureInfo.InvariantCulture) : ScalarText.Of(value));
    }

    private int Number(string text) => _strings.Number(text, (section, item) => section.Write(item));

    private int Number(TypeName type) => _types.Number(type, (section, item) =>
    {
        var arguments = ImmutableArray.CreateRange(item.Arguments, Number);
        WriteText(section, item.FullName);
        WriteNumbers(section, arguments);
    });

    private int Number(ResultType result) => _results.Number(result, (section, item) =>
    {
        var members = ImmutableArray.CreateRange(item.Members, member => (Name: Number(member.Key), Type: Number(member.Value)));
        section.Write7BitEncodedInt(Number(item.Name));
        WriteNumbers(section, ImmutableArray.CreateRange(item.AssignableTo, Number));
        section.Write7BitEncodedInt(members.Length);
        foreach (var (name, type) in members)
        {
            section.Write7BitEncodedInt(name);
            section.Write7BitEncodedInt(type);
        }
    });

    private void WriteText(Section section, string? text) => section.Write7BitEncodedInt(text is null ? 0 : Number(text) + 1);

    private static void WriteNumbers(Section section, ImmutableArray<int> numbers)
    {
        section.Write7BitEncodedInt(numbers.Length);
        foreach (var number in numbers)
        {
            section.Write7BitEncodedInt(number);
        }
    }

    private static void WriteList<T>(Section section, IReadOnlyCollection<T> items, Action<Section, T> write)
    {
        section.Write7BitEncodedInt(items.Count);
        foreach (var item in items)
        {
            write(section, item);
        }
    }

    /// <summary>Bytes in the making.</summary>
    private sealed class Section() : BinaryWriter(new MemoryStream(), Encoding.UTF8)
    {
        internal byte[] ToBytes()
        {
            Flush();
            return ((MemoryStream)OutStream).ToArray();
        }
    }

    /// <summary>Items written once each; an item's own items come before it, so that it can be read in one go.</summary>
    private sealed class Table<T>(IEqualityComparer<object>? comparer = null)
        where T : notnull
    {
        private readonly Dictionary<object, int> _numbers = new(comparer);

        internal Section Section { get; } = new();

        internal int Count => _numbers.Count;

        internal int Number(T item, Action<Section, T> write)
        {
            if (!_numbers.TryGetValue(item, out var number))
            {
                write(Section, item);
                number = _numbers.Count;
                _numbers.Add(item, number);
            }

            return number;
        }
    }
}
