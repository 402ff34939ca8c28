using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Steps.Memo;

/// <summary>Reads what <see cref="MemoWriter"/> wrote. Every up-to-date build comes through here, in a cold process: plain loops only.</summary>
internal sealed class MemoReader
{
    private readonly BinaryReader _reader;
    private string[] _strings = [];
    private TypeName[] _types = [];
    private ResultType[] _results = [];

    private MemoReader(BinaryReader reader) => _reader = reader;

    /// <summary>Opens a memo; null when it is damaged or another version wrote it.</summary>
    internal static MemoReader? Open(byte[] file)
    {
        var length = file.Length - sizeof(ulong);
        if (length < 0 || BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(length)) != Checksum.Of(file.AsSpan(0, length)))
        {
            return null;
        }

        var reader = new BinaryReader(new MemoryStream(file, 0, length, writable: false), Encoding.UTF8);
        return reader.ReadInt32() == MemoHeader.Magic && reader.ReadInt32() == MemoHeader.Version && new Guid(reader.ReadBytes(16)) == MemoHeader.Reader
            ? new MemoReader(reader)
            : null;
    }

    /// <summary>Whether the memo was made from these assemblies.</summary>
    internal bool ReadIsOf(StepAssemblies assemblies) =>
        _reader.ReadString() == assemblies.Main
        && ReadIsSame(assemblies.ProjectAssemblies)
        && ReadIsSame(assemblies.References)
        && ReadIsSame(assemblies.PackageVersions);

    internal RememberedFile[] ReadFiles()
    {
        var files = new RememberedFile[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < files.Length; i++)
        {
            var path = _reader.ReadString();
            var stamp = FileStamp.Read(_reader);
            files[i] = new RememberedFile(path, stamp, new Guid(_reader.ReadBytes(16)));
        }

        return files;
    }

    private Diagnostic ReadDiagnostic()
    {
        var descriptor = DescriptorOf(RequiredText());
        var type = RequiredText();
        return new Diagnostic(descriptor, new DiagnosticSubject(Step: type.Length == 0 ? null : type), RequiredText());
    }

    internal StepTypeCatalog ReadCatalog()
    {
        ReadTables();
        var types = new StepType[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = ReadStepType();
        }

        var diagnostics = new Diagnostic[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < diagnostics.Length; i++)
        {
            diagnostics[i] = ReadDiagnostic();
        }

        var formats = new OwnFormat[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < formats.Length; i++)
        {
            formats[i] = new OwnFormat(RequiredText(), RequiredText(), _reader.ReadInt32());
        }

        return new StepTypeCatalog(types, diagnostics, formats);
    }

    private bool ReadIsSame(ImmutableArray<string> paths)
    {
        if (_reader.Read7BitEncodedInt() != paths.Length)
        {
            return false;
        }

        foreach (var path in paths)
        {
            if (_reader.ReadString() != path)
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadIsSame(IReadOnlyDictionary<string, string> versions)
    {
        if (_reader.Read7BitEncodedInt() != versions.Count)
        {
            return false;
        }

        for (var i = 0; i < versions.Count; i++)
        {
            var assembly = _reader.ReadString();
            if (!versions.TryGetValue(assembly, out var version) || _reader.ReadString() != version)
            {
                return false;
            }
        }

        return true;
    }

    private void ReadTables()
    {
        _strings = new string[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < _strings.Length; i++)
        {
            _strings[i] = _reader.ReadString();
        }

        _types = new TypeName[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < _types.Length; i++)
        {
            _types[i] = new TypeName(RequiredText(), ReadTypes());
        }

        _results = new ResultType[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < _results.Length; i++)
        {
            _results[i] = ReadResult();
        }
    }

    private ResultType ReadResult()
    {
        var name = _types[_reader.Read7BitEncodedInt()];
        var assignableTo = ReadTypes();
        var members = new KeyValuePair<string, ResultType>[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = new(_strings[_reader.Read7BitEncodedInt()], _results[_reader.Read7BitEncodedInt()]);
        }

        return new ResultType(name, assignableTo, ImmutableCollectionsMarshal.AsImmutableArray(members));
    }

    private ImmutableArray<TypeName> ReadTypes()
    {
        var count = _reader.Read7BitEncodedInt();
        if (count == 0)
        {
            return [];
        }

        var types = new TypeName[count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = _types[_reader.Read7BitEncodedInt()];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(types);
    }

    private StepType ReadStepType() => new()
    {
        ClassName = RequiredText(),
        FullName = RequiredText(),
        RegisteredName = ReadText(),
        AssemblyName = RequiredText(),
        DeclaringType = RequiredText(),
        MethodName = RequiredText(),
        Version = ReadText(),
        Format = ReadText(),
        CodeFingerprint = RequiredText(),
        CodeOnlyOverride = ReadText(),
        IsFunction = _reader.ReadBoolean(),
        Deterministic = _reader.ReadBoolean(),
        Cacheable = _reader.ReadByte() switch { 0 => null, 1 => false, _ => true },
        Result = _reader.Read7BitEncodedInt() is var result and > 0 ? _results[result - 1] : null,
        Parameters = ReadParameters(),
    };

    private ImmutableArray<StepParameter> ReadParameters()
    {
        var parameters = new StepParameter[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = ReadParameter();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(parameters);
    }

    private StepParameter ReadParameter()
    {
        var name = RequiredText();
        var clrName = RequiredText();
        var position = _reader.Read7BitEncodedInt();
        var rule = (SkipInIdRule)_reader.ReadByte();
        return new StepParameter(name, ReadParameterType())
        {
            ClrName = clrName,
            Position = position,
            SkipInId = rule,
            Default = ReadValue(),
            SkipInIdDefault = ReadValue(),
        };
    }

    private ParameterType ReadParameterType()
    {
        var kind = (ParameterKind)_reader.ReadByte();
        var flags = _reader.ReadByte();
        var name = _types[_reader.Read7BitEncodedInt()];
        var members = new EnumMember[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = new EnumMember(RequiredText(), _reader.ReadInt64());
        }

        return new ParameterType(kind, name, (flags & 1) != 0)
        {
            IsFlags = (flags & 2) != 0,
            EnumMembers = ImmutableCollectionsMarshal.AsImmutableArray(members),
            Element = (flags & 4) != 0 ? ReadParameterType() : null,
            Version = (flags & 8) != 0 ? RequiredText() : null,
        };
    }

    private ArgumentValue? ReadValue()
    {
        var kind = (MemoValueKind)_reader.ReadByte();
        switch (kind)
        {
            case MemoValueKind.Absent:
                return null;
            case MemoValueKind.Null:
                return ArgumentValue.Null.Instance;
            case MemoValueKind.Enumeration:
                return new ArgumentValue.Enumeration(RequiredText(), _reader.ReadInt64());
            case MemoValueKind.List or MemoValueKind.Set:
                var items = new ArgumentValue[_reader.Read7BitEncodedInt()];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = ReadValue()!;
                }

                return new ArgumentValue.List(ImmutableCollectionsMarshal.AsImmutableArray(items), kind == MemoValueKind.Set);
            default:
                return new ArgumentValue.Scalar(MemoValueKinds.Parse(kind, RequiredText())!);
        }
    }

    private static DiagnosticDescriptor DescriptorOf(string code)
    {
        foreach (var descriptor in Descriptors.All)
        {
            if (descriptor.Code == code)
            {
                return descriptor;
            }
        }

        throw new InvalidDataException($"There is no diagnostic {code}.");
    }

    private string? ReadText() => _reader.Read7BitEncodedInt() is var number and > 0 ? _strings[number - 1] : null;

    private string RequiredText() => ReadText() ?? "";
}
