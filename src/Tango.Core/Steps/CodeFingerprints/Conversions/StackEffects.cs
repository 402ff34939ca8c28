using System.Reflection.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>How many values an instruction pops from and pushes to the stack, for instructions whose values never have a user's type (ECMA-335, III).</summary>
internal static class StackEffects
{
    internal static (int Popped, int Pushed) Get(ILOpCode code) => code switch
    {
        ILOpCode.Ldnull or (>= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_r8) or ILOpCode.Ldstr or ILOpCode.Ldtoken or ILOpCode.Arglist or ILOpCode.Sizeof => (0, 1),
        ILOpCode.Pop or ILOpCode.Initobj => (1, 0),
        >= ILOpCode.Add and <= ILOpCode.Shr_un => (2, 1),
        >= ILOpCode.Add_ovf and <= ILOpCode.Sub_ovf_un => (2, 1),
        >= ILOpCode.Ceq and <= ILOpCode.Clt_un => (2, 1),
        >= ILOpCode.Neg and <= ILOpCode.Conv_u8 => (1, 1),
        >= ILOpCode.Conv_ovf_i1_un and <= ILOpCode.Conv_ovf_u_un => (1, 1),
        >= ILOpCode.Conv_ovf_i1 and <= ILOpCode.Conv_ovf_u8 => (1, 1),
        >= ILOpCode.Conv_u2 and <= ILOpCode.Conv_ovf_u => (1, 1),
        ILOpCode.Conv_r_un or ILOpCode.Conv_u or ILOpCode.Ckfinite or ILOpCode.Ldlen or ILOpCode.Localloc => (1, 1),
        ILOpCode.Unbox or ILOpCode.Mkrefany or ILOpCode.Refanyval or ILOpCode.Refanytype => (1, 1),
        >= ILOpCode.Ldind_i1 and <= ILOpCode.Ldind_r8 => (1, 1),
        >= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_r8 => (2, 1),
        (>= ILOpCode.Stind_i1 and <= ILOpCode.Stind_r8) or ILOpCode.Stind_i or ILOpCode.Cpobj => (2, 0),
        (>= ILOpCode.Stelem_i and <= ILOpCode.Stelem_r8) or ILOpCode.Cpblk or ILOpCode.Initblk => (3, 0),
        _ => (0, 0),
    };
}
