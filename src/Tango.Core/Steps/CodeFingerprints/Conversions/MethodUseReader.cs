using System.Collections.Immutable;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>Reads the effect of calls on the stack. Most tokens occur many times and are read once.</summary>
internal sealed class MethodUseReader(CodeWriter writer, AssemblySet assemblies, MentionedTypeReader types)
{
    // These methods compare or lock their arguments, or convert them to text. They call overrides for that, which count in any case.
    private static readonly HashSet<string> TextOnlyTypes = new(StringComparer.Ordinal)
    {
        "System.Object", "System.String", "System.Console", "System.GC", "System.ArgumentNullException", "System.ObjectDisposedException",
        "System.Text.StringBuilder", "System.Text.StringBuilder+AppendInterpolatedStringHandler",
        "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler", "System.IO.TextWriter", "System.IO.StreamWriter", "System.IO.StringWriter",
        "System.Threading.Monitor", "System.Diagnostics.Debug", "System.Diagnostics.Trace",
    };

    private readonly Dictionary<(AssemblyImage File, EntityHandle Handle), MethodUse> _known = [];

    internal MethodUse Read(AssemblyImage file, EntityHandle handle)
    {
        if (!_known.TryGetValue((file, handle), out var use))
        {
            use = handle.Kind switch
            {
                HandleKind.MethodSpecification => ReadSpecification(file, file.Reader.GetMethodSpecification((MethodSpecificationHandle)handle)),
                HandleKind.StandaloneSignature => ReadPointer(file, file.Reader.GetStandaloneSignature((StandaloneSignatureHandle)handle)),
                _ => ReadMethod(file, handle, []),
            };
            _known.Add((file, handle), use);
        }

        return use;
    }

    private MethodUse ReadSpecification(AssemblyImage file, MethodSpecification specification) =>
        ReadMethod(file, specification.Method, specification.DecodeSignature(file.Signatures, null));

    private MethodUse ReadPointer(AssemblyImage file, StandaloneSignature pointer)
    {
        var signature = pointer.DecodeMethodSignature(file.Signatures, null);
        return Read(null, "", signature, [], signature.Header.IsInstance ? ReceiverUse.Kept : ReceiverUse.None);
    }

    private MethodUse ReadMethod(AssemblyImage file, EntityHandle handle, ImmutableArray<TypeSignature> arguments)
    {
        if (handle.Kind == HandleKind.MethodDefinition)
        {
            var definition = file.Reader.GetMethodDefinition((MethodDefinitionHandle)handle);
            var signature = file.SignatureOf(definition);
            return Read(file.SignatureOf(definition.GetDeclaringType()), file.Reader.GetString(definition.Name), signature, arguments);
        }

        var reference = file.Reader.GetMemberReference((MemberReferenceHandle)handle);
        var holder = reference.Parent.Kind switch
        {
            HandleKind.MethodDefinition => file.SignatureOf(file.Reader.GetMethodDefinition((MethodDefinitionHandle)reference.Parent).GetDeclaringType()),
            HandleKind.ModuleReference => null,
            _ => file.SignatureOf(reference.Parent),
        };
        return Read(holder, file.Reader.GetString(reference.Name), reference.DecodeMethodSignature(file.Signatures, null), arguments);
    }

    private MethodUse Read(TypeSignature? holder, string name, MethodSignature<TypeSignature> signature, ImmutableArray<TypeSignature> arguments) =>
        Read(holder, name, signature, arguments, signature.Header.IsInstance ? ReceiverOf(holder, name) : ReceiverUse.None);

    private MethodUse Read(TypeSignature? holder, string name, MethodSignature<TypeSignature> signature, ImmutableArray<TypeSignature> arguments, ReceiverUse receiver)
    {
        var isConstructor = name == ".ctor";
        var result = signature.ReturnType.Substitute(holder?.TypeArguments ?? [], arguments);
        MentionedTypes[] parameters = [.. signature.ParameterTypes.Select(type => types.Read(type.Substitute(holder?.TypeArguments ?? [], arguments)))];
        var holderName = holder?.Definition?.FullName ?? "";
        return new MethodUse
        {
            Receiver = receiver,
            HolderName = holderName,
            Holder = holder,
            ReadsCaller = (holderName, name) is ("System.Reflection.MethodBase", "GetCurrentMethod") or ("System.Diagnostics.StackFrame", "GetMethod") or ("System.Exception", "get_TargetSite"),
            Parameters = parameters,
            Result = isConstructor ? types.ReadValue(holder!) : result.IsNamed("System.Void") ? null : types.ReadValue(result),
            IsConstructor = isConstructor,

            // A format provider may return a custom formatter, which may do more.
            AsksForTextOnly = TextOnlyTypes.Contains(holderName) && !signature.ParameterTypes.Any(type => type.IsNamed("System.IFormatProvider")),
            DelegateSignature = isConstructor && IsOfDelegate(signature) ? DelegateSignatureOf(holder!) : null,
            Signature = parameters.Aggregate(types.Read(result), (all, parameter) => all.Or(parameter)),
        };
    }

    private ReceiverUse ReceiverOf(TypeSignature? holder, string name)
    {
        if (holder?.Definition is not { } definition || writer.Project(holder) is not null || AssemblySet.IsTangoCore(definition.Assembly))
            return ReceiverUse.Kept;

        if (TextOnlyTypes.Contains(definition.FullName))
            return name is "GetType" or "MemberwiseClone" ? ReceiverUse.HandedOver : ReceiverUse.Kept;

        return assemblies.IsFramework(definition.Assembly) ? ReceiverUse.Framework : ReceiverUse.HandedOver;
    }

    private static bool IsOfDelegate(MethodSignature<TypeSignature> signature) =>
        signature.ParameterTypes is [var target, var method] && target.IsNamed("System.Object") && method.IsNamed("System.IntPtr");

    // The type arguments of Func, Action and similar types are the whole signature.
    private MentionedTypes DelegateSignatureOf(TypeSignature type)
    {
        if (writer.Project(type) is not { } own)
            return types.Read(type);

        var invoke = own.Definition.GetMethods().FirstOrDefault(handle =>
            own.Assembly.Reader.StringComparer.Equals(own.Assembly.Reader.GetMethodDefinition(handle).Name, "Invoke"));
        if (invoke.IsNil)
            return types.Read(type);

        var signature = own.Assembly.SignatureOf(own.Assembly.Reader.GetMethodDefinition(invoke));
        return signature.ParameterTypes.Append(signature.ReturnType)
            .Select(part => types.Read(part.Substitute(type.TypeArguments)))
            .Aggregate(MentionedTypes.None, (all, part) => all.Or(part));
    }
}
