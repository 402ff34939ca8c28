using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>
/// Finds the types that count completely because a value is converted: user types that are in the static type before the conversion and not after it. Foreign code can then find
/// the value's type only by examining the object, and so may see any member.
/// </summary>
internal sealed class ConversionRule(CodeWriter writer, MentionedTypeReader types, ProjectSupertypes supertypes)
{
    internal void Convert(MentionedTypes from, MentionedTypes to)
    {
        if (from.IsEmpty || ReferenceEquals(from, to) || to.StaysOwn)
            return;

        ReachUnrelated(from.All, to.All);
        ReachParameters(from, to);
        if (to.Objects.Length > 0)
        {
            // A generic interface of the user may return a value as object that the class behind it declares with its type.
            foreach (var type in from.Objects)
                ReachUnrelated(types.SupertypeArgumentsOf(type), to.All);
        }
    }

    /// <summary>A method becomes a delegate, whose parameters and result may have other types than the method's.</summary>
    internal void ConvertMethod(MentionedTypes method, MentionedTypes called)
    {
        ReachUnrelated(method.All, called.All);
        ReachUnrelated(called.All, method.All);
        ReachParameters(method, called);
        ReachParameters(called, method);
    }

    internal void ConvertReceiver(MentionedTypes from, MethodUse method)
    {
        if (method.Receiver is not (ReceiverUse.Framework or ReceiverUse.HandedOver))
            return;

        // Code that sees the type of an object also sees its generic arguments.
        foreach (var type in method.Receiver == ReceiverUse.HandedOver ? from.All : from.Objects)
        {
            // Calling a method of an interface runs the type's own code.
            if (!supertypes.Implements(type, method.HolderName))
                writer.Reach(CodeNodeKind.Reflected, type);
        }

        if (method.Receiver == ReceiverUse.HandedOver && from is { TypeParameters: true, StaysOwn: true })
            writer.ReachTypeParameters();
    }

    private void ReachUnrelated(DefinedType[] from, DefinedType[] to)
    {
        foreach (var type in from)
        {
            if (!Array.Exists(to, other => supertypes.Has(type, other) || supertypes.Has(other, type)))
                writer.Reach(CodeNodeKind.Reflected, type);
        }
    }

    private void ReachParameters(MentionedTypes from, MentionedTypes to)
    {
        if (from.TypeParameters && !to.TypeParameters)
            writer.ReachTypeParameters();
    }
}
